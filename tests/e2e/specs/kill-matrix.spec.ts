// The kill matrix: wherever the recharge stands, whatever befalls it, she is charged once and reads what is true.
import { BLOWS, STEPS, type Blow, type Step } from "../support/journey.ts";
import { cell, type Case } from "../support/matrix.ts";
import { REFUSALS } from "../support/phone.ts";
import { expect, test } from "../support/test.ts";

// Pictures of ninety journeys would take longer than the journeys.
test.use({ trace: "off" });

const run = (name: string, what: Case) => cell(test, name, what);

for (const step of Object.values(STEPS) as Step[]) {
  for (const blow of Object.values(BLOWS) as Blow[]) {
    run(step.name, {
      fault: blow.name,
      mortal: blow.mortal ?? false,
      before: async (person) => {
        await blow.before?.(person);
      },
      async journey(person) {
        // The disk fills up when she has signed in already.
        if (blow === BLOWS.full) await person.phone.refuse(REFUSALS.fullDisk);
        await person.reach(step);
        await blow.strike(person);
        await person.sandbox.mend();
        if (step.paid) return;
        await person.strive();
        await person.pay();
      },
    });
  }
}

const { typed, listing, sending, lost, payable, paid } = STEPS;

// There was no room from the first. (Chromium's own override of the quota is no help: IndexedDB writes on all the same.)
for (const step of [typed, sending, lost, payable] as Step[]) {
  run(step.name, {
    fault: "disk full from the first, tab closed",
    before: (person) => person.phone.refuse(REFUSALS.fullDisk),
    async journey(person) {
      await person.reach(step);
      await person.phone.closeTab();
      await person.portal.open();
      await person.sandbox.mend();
      await person.strive();
      await person.pay();
    },
  });
}

// Answers that never come, in every way, once and twice.
for (const kind of ["cut_after_work", "hang", "refuse", "bad_gateway", "truncated_json"]) {
  for (const step of [typed, lost] as Step[]) {
    run(step.name, {
      fault: `then ${kind}, answer lost`,
      async journey(person) {
        await person.reach(step);
        await person.sandbox.fault({ id: kind, kind, route: "POST /v1/recharges" });
        const { page, words } = person.portal;
        await page.getByRole("button", { name: step === lost ? words.findOut : words.pay }).click();
        // The portal's patience is eight seconds of its own clock.
        if (kind === "hang") await person.portal.wait(9);
        await person.portal.settled(15_000);
        await person.look();
        await person.sandbox.mend();
        await person.strive();
        await person.pay();
      },
    });
  }
}

// Fingers that tap twice: what they meet is the button that was there when they began.
for (const [pace, pause] of [["double click, 40 ms", 40], ["double click, 600 ms", 600]] as const) {
  for (const step of [typed, lost] as Step[]) {
    run(step.name, {
      fault: pace,
      async journey(person) {
        await person.reach(step);
        const { page, words } = person.portal;
        await person.sandbox.fault({ id: "slow", kind: "slow", route: "POST /v1/recharges", ms: 900 });
        const button = page.getByRole("button", { name: step === lost ? words.findOut : words.pay });
        await button.scrollIntoViewIfNeeded();
        const box = (await button.boundingBox())!;
        await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
        for (const clickCount of [1, 2]) {
          await page.mouse.down({ clickCount });
          await page.mouse.up({ clickCount });
          if (clickCount === 1) await new Promise((done) => setTimeout(done, pause));
        }
        await person.portal.settled();
        await person.strive();
        await person.pay();
      },
    });
  }
}

// Two tabs of one phone, with one storage between them or none.
for (const shared of [true, false]) {
  for (const step of [typed, sending, lost, payable] as Step[]) {
    run(step.name, {
      fault: shared ? "two tabs at once" : "two tabs at once, no storage",
      before: (person) => (shared ? Promise.resolve() : person.phone.refuse(REFUSALS.noStorage)),
      async journey(person) {
        const other = await person.phone.tab();
        await person.comeToForm(other);
        await other.page.locator("#amount").fill("500");
        await person.reach(step);
        const pressed = (portal: typeof other) => portal.page.getByRole("button", { name: step === lost && portal !== other ? portal.words.findOut : portal.words.pay });
        // Whoever presses first takes the button away in the other tab, which hears of it.
        const press = (portal: typeof other) => pressed(portal).click({ timeout: 3_000 }).then(() => true, () => false);
        const both = step === typed || step === lost;
        const done = await Promise.all([both ? press(person.portal) : false, press(other)]);
        if (both) expect(done, "a button was pressed").toContain(true);
        await Promise.all([person.portal.settled(), other.settled()]);
        await person.sandbox.mend();
        // She goes through with it in both, one after the other, and pays what each of them shows.
        await person.strive(other);
        await person.strive();
        await person.pay();
      },
    });
  }
}

// Money that is told of late.
for (const [late, seconds] of [["30 min", 1_800], ["24 h", 86_400]] as const) {
  for (const kind of ["payment_confirmed_late", "payment_failed_then_paid"]) {
    for (const open of [true, false]) {
      run(paid.name, {
        fault: `${kind === "payment_confirmed_late" ? "told" : "failed, then paid"} ${late} late${open ? "" : ", tab closed"}`,
        async journey(person) {
          await person.sandbox.fault({ id: "late", kind, seconds });
          await person.reach(paid);
          const { portal } = person;
          if (open) {
            await portal.wait(600);
            await portal.settled();
            expect((await person.look()).text, "she is not sent to pay again").toContain("Do not pay again.");
            await portal.go("#/recharge");
            await expect(portal.page.locator("#amount"), "no second payment is invited").toHaveCount(0);
            await portal.wait(seconds);
          } else {
            await person.phone.closeTab();
            await person.sandbox.advance(seconds + 300);
            await person.portal.setClock();
          }
        },
      });
    }
  }
}

// A key is forgotten by the server some day; the order is not.
for (const [age, hours] of [["25 h", 25], ["3 days", 72]] as const) {
  run(lost.name, {
    fault: `found out after ${age}`,
    async journey(person) {
      await person.reach(lost);
      await person.phone.closeTab();
      await person.sandbox.advance(hours * 3_600);
      await person.portal.setClock();
      await person.portal.open();
      // The code ran out unseen, so she may need another recharge, and is told of the first.
      person.consents = true;
      await person.strive();
      await person.pay();
    },
  });
}

run(payable.name, {
  fault: "declined, tried again with consent",
  async journey(person) {
    await person.reach(payable);
    await person.pay("decline");
    const { portal } = person;
    await portal.wait(31);
    await portal.page.getByRole("button", { name: portal.words.checkNow }).click();
    await expect(portal.page.getByRole("heading", { level: 1 })).toHaveText(portal.states.failed);
    await person.look();
    await portal.go("#/recharge");
    await expect(portal.main).toContainText("If you pay again now, your money may go twice.");
    await portal.page.getByRole("button", { name: /^I understand/ }).click();
    await portal.askToPay(500);
    await expect(portal.page.getByRole("timer")).toBeVisible();
    await person.look();
    await person.pay();
  },
});

run(listing.name, {
  fault: "killed between the list and the order",
  mortal: true,
  async journey(person) {
    await person.reach(listing);
    const sent = person.portal.page.waitForRequest((request) => request.method() === "POST" && request.url().endsWith("/v1/recharges"));
    await sent;
    await person.phone.killBrowser();
    await person.portal.open();
    await person.sandbox.mend();
    await person.strive();
    await person.pay();
  },
});
