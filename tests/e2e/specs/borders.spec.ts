// Wrong, huge, empty and hostile input at each border: the configuration, the bulletin, the address, storage, and the
// answers of the API. It is told in words; nothing of it is believed, run, or fatal.
import type { Page, Route } from "@playwright/test";
import { FAMILY, type Language, type Portal } from "../support/portal.ts";
import { expect, test } from "../support/test.ts";

/** What the sandbox serves under this path, to be bent. */
async function original(route: Route): Promise<string> {
  return (await route.fetch()).text();
}

const json = (body: string) => ({ status: 200, contentType: "application/json", body });

test.describe("config.json", () => {
  type Fault = { answer: (route: Route) => Promise<void>; en: RegExp; hi: RegExp };
  const broken = (bend: (config: Record<string, any>) => void, field: RegExp): Fault => ({
    answer: async (route) => {
      const config = JSON.parse(await original(route));
      bend(config);
      await route.fulfill(json(JSON.stringify(config)));
    },
    en: new RegExp(`config\\.json has a mistake: .*${field.source}`),
    hi: new RegExp(`config\\.json में ग़लती है: .*${field.source}`),
  });
  const missing = { en: /config\.json was not found/, hi: /config\.json नहीं मिली/ };
  const faults: Record<string, Fault> = {
    "is missing": { answer: (route) => route.fulfill({ status: 404, body: "" }), ...missing },
    "cannot be reached": { answer: (route) => route.abort(), ...missing },
    "is cut off": { answer: async (route) => route.fulfill(json((await original(route)).slice(0, 200))), en: /has a mistake/, hi: /में ग़लती है/ },
    "is empty": { answer: (route) => route.fulfill(json("")), en: /has a mistake/, hi: /में ग़लती है/ },
    "is a captive portal's page": { answer: (route) => route.fulfill({ status: 200, contentType: "text/html", body: "<h1>Log in to Wi-Fi</h1>" }), en: /has a mistake/, hi: /में ग़लती है/ },
    "has an unknown field": broken((config) => (config.colour = "red"), /colour/),
    "has an unknown field further in": broken((config) => (config.help.fax = "1"), /fax/),
    "has no keys": broken((config) => (config.bulletin.keys = []), /threshold/),
    "points to another scheme": broken((config) => (config.api.base = "javascript:alert(1)"), /api\.base/),
    "has a rail that is a script": broken((config) => (config.rails[1].link = "javascript:alert(1)"), /rails\.link/),
    "is of another schema": broken((config) => (config.schema = 2), /schema/),
  };
  for (const [wrong, { answer, ...words }] of Object.entries(faults)) {
    for (const language of ["hi", "en"] satisfies Language[]) {
      test(`${wrong}: said in ${language}`, async ({ portal, page }) => {
        await portal.speak(language);
        await page.route("**/config.json", answer);
        await portal.open();
        await expect(page.getByRole("alert")).toHaveText(words[language]);
        await expect(portal.main.getByRole("link", { name: /1912/ })).toHaveAttribute("href", "tel:1912");
        await portal.settled(1_000);
        await expect(page.locator("body")).not.toContainText("Log in to Wi-Fi");
      });
    }
  }

  test("points nowhere: the page opens and says what cannot be had", async ({ portal, page }) => {
    await page.route("**/config.json", async (route) => {
      const config = JSON.parse(await original(route));
      config.api.base = "/nowhere";
      config.bulletin.mirrors = ["/nowhere.jws"];
      await route.fulfill(json(JSON.stringify(config)));
    });
    await portal.open();
    await expect(portal.service).toContainText("The utility's bulletin could not be fetched.");
    await page.locator("#number").fill(FAMILY);
    await page.getByRole("button", { name: portal.words.sendOtp }).click();
    await portal.settled();
    await expect(portal.main.getByRole("status")).not.toBeEmpty();
    await expect(page.locator("#otp")).toHaveCount(0);
  });
});

test.describe("the bulletin", () => {
  test.use({ at: "2024-10-30T18:00:00+05:30" });

  const FORGED = "The bulletin could not be verified, so it is not shown";
  const MISSING = "The utility's bulletin could not be fetched.";
  const HEADLINE = "No supply is cut for balance until the server is repaired";

  type Jws = { payload: string; signatures: { protected: string; header?: object; signature: string }[] };
  const decode = (text: string) => JSON.parse(Buffer.from(text, "base64url").toString());
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const bent = (bend: (jws: Jws) => void) => async (route: Route) => {
    const jws = JSON.parse(await original(route)) as Jws;
    const before = JSON.stringify(jws);
    bend(jws);
    expect(JSON.stringify(jws), "the test bends something").not.toBe(before);
    await route.fulfill({ status: 200, contentType: "application/jose+json", body: JSON.stringify(jws) });
  };
  const head = (bend: (header: Record<string, unknown>) => void) =>
    bent(({ signatures }) => {
      const header = decode(signatures[0]!.protected);
      bend(header);
      signatures[0]!.protected = encode(header);
    });
  const whole = (body: string, contentType = "application/jose+json") => (route: Route) => route.fulfill({ status: 200, contentType, body });

  const wrongs: Record<string, { answer: (route: Route) => Promise<void>; says: string }> = {
    "with another signature": { answer: bent(({ signatures }) => (signatures[0]!.signature = signatures[0]!.signature.split("").reverse().join(""))), says: FORGED },
    "with no signature": { answer: bent((jws) => (jws.signatures = [])), says: FORGED },
    "with a changed payload": {
      answer: bent((jws) => {
        const payload = decode(jws.payload);
        payload.status.message.en = "PAY NOW to thief@bank";
        jws.payload = encode(payload);
      }),
      says: FORGED,
    },
    "with alg none": { answer: head((header) => (header.alg = "none")), says: FORGED },
    "with alg HS256": { answer: head((header) => (header.alg = "HS256")), says: FORGED },
    "with a key of its own": { answer: head((header) => (header.jwk = { kty: "EC" })), says: FORGED },
    "with an unknown crit": { answer: head((header) => (header.crit = ["x"])), says: FORGED },
    "with another kid": { answer: head((header) => (header.kid = "mallory")), says: FORGED },
    "that is a captive portal's page": { answer: whole("<!doctype html><h1>Log in to Wi-Fi</h1>", "text/html"), says: FORGED },
    "that is empty": { answer: whole(""), says: FORGED },
    "that is {}": { answer: whole("{}"), says: FORGED },
    "of 300 KB": { answer: async (route) => route.fulfill({ status: 200, body: (await original(route)) + " ".repeat(300 * 1024) }), says: FORGED },
    "that is deeply nested": { answer: whole("[".repeat(100_000)), says: FORGED },
    "that is not found": { answer: (route) => route.fulfill({ status: 404, body: "" }), says: MISSING },
    "that is a 500": { answer: (route) => route.fulfill({ status: 500, body: "" }), says: MISSING },
  };
  for (const [wrong, { answer, says }] of Object.entries(wrongs)) {
    test(`${wrong} is never shown`, async ({ portal, page }) => {
      await page.route("**/bulletin.jws", answer);
      await portal.open();
      await expect(portal.service).toContainText(says);
      await expect(portal.service).toContainText("That nothing shows here does not mean that there is no notice.");
      await portal.go("#/notices");
      await expect(portal.main).toContainText(says);
      await expect(page.getByRole("article")).toHaveCount(0);
      await expect(page.locator("body")).not.toContainText(/PAY NOW|Log in to Wi-Fi|Signature verified/);
      await expect(page.locator("body")).not.toContainText(HEADLINE);
    });
  }

  test("once held stays, whatever comes after", async ({ portal, page }) => {
    await portal.open("#/notices");
    await expect(page.getByRole("heading", { name: HEADLINE })).toBeVisible();
    await page.route("**/bulletin.jws", wrongs["with a changed payload"]!.answer);
    await portal.reload();
    await expect(page.getByRole("heading", { name: HEADLINE })).toBeVisible();
    await expect(page.locator("body")).not.toContainText("PAY NOW");
  });

  test("of an earlier version is not taken back", async ({ portal, page, sandbox }) => {
    const earlier = await (await fetch(`${sandbox.url}/bulletin.jws`)).text();
    await portal.reopenAt("2024-11-04T12:00:00+05:30", "#/notices");
    await expect(page.getByRole("heading", { name: "After a week supply still is not cut" })).toBeVisible();
    await page.route("**/bulletin.jws", whole(earlier));
    await portal.reload();
    await expect(page.getByRole("heading", { name: "After a week supply still is not cut" })).toBeVisible();
  });

  test("that expired is labelled, and no longer protects by an open-ended stop", async ({ portal, page, sandbox }) => {
    await sandbox.reset("2024-10-25T08:00:00+05:30");
    await page.clock.setSystemTime("2024-10-25T08:00:00+05:30");
    await portal.signIn(FAMILY);
    await portal.reopenAt("2024-10-30T18:00:00+05:30");
    await expect(portal.outlook).toContainText("Supply will not be cut");
    await page.route("**/bulletin.jws", (route) => route.abort());
    await portal.reopenAt("2024-11-03T12:00:00+05:30");
    await expect(portal.outlook).toContainText("We cannot tell now whether supply may be cut");
    await expect(portal.outlook).toContainText("Not confirmed since Thu, 31 Oct");
  });
});

test.describe("the address", () => {
  for (const fragment of ["#/recharge/<script>alert(1)</script>", "#/nope", `#/recharge/${"a".repeat(20_000)}`, "#/use/x", "#javascript:alert(1)", "#/recharge/../../v1", "#/%00", "#/%E0%A4%A"]) {
    test(`${fragment.slice(0, 40)} names no page`, async ({ portal, page }) => {
      const dialogs: string[] = [];
      page.on("dialog", (dialog) => (dialogs.push(dialog.message()), dialog.dismiss()));
      await portal.open(fragment);
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("There is no such page");
      await portal.main.getByRole("link", { name: "Home" }).click();
      await expect(portal.service).toBeVisible();
      expect(dialogs).toEqual([]);
    });
  }
});

test.describe("storage", () => {
  const denials = {
    "is denied": () => {
      const deny = () => {
        throw new DOMException("denied", "SecurityError");
      };
      for (const name of ["indexedDB", "localStorage", "sessionStorage"]) Object.defineProperty(window, name, { get: deny });
    },
    "fails at every use": () => {
      indexedDB.open = () => {
        throw new DOMException("denied", "InvalidStateError");
      };
      for (const name of ["getItem", "setItem", "removeItem"] as const) {
        Storage.prototype[name] = () => {
          throw new DOMException("full", "QuotaExceededError");
        };
      }
    },
  };
  for (const [how, deny] of Object.entries(denials)) {
    test(`${how}: the portal works and says so where it matters`, async ({ portal, page, sandbox }) => {
      await page.addInitScript(deny);
      await portal.open();
      await page.getByRole("button", { name: "English" }).click();
      await portal.enter(FAMILY);
      await expect(portal.balance).toContainText("₹84.53");
      await portal.go("#/recharge");
      await expect(portal.main).toContainText("This browser cannot remember anything. Write down the number of your payment.");
      await portal.askToPay(500);
      await expect(page).toHaveURL(/#\/recharge\/./);
      const { id } = await sandbox.order();
      await expect(portal.main).toContainText(`This browser will not remember this recharge. Write down its number: ${id}`);
      await sandbox.bank(id, "approve");
      await portal.wait(95);
      await expect(page.getByRole("heading", { level: 1 })).toHaveText(/Payment received|On the/);
    });
  }

  test("holds a hostile summary: it is shown as text", async ({ portal, page }) => {
    const hostile = '<img src=x onerror="alert(1)"><b>₹9,99,999</b>';
    await page.addInitScript((text) => {
      const summary = { lang: "en", outlook: text, outlook_until: 4102444800, balance: text, as_of: text };
      localStorage.setItem("diya.summary", JSON.stringify(summary));
    }, hostile);
    // Without WebAssembly the first paint stays.
    await page.route("**/*.wasm", () => {});
    await page.goto(`${portal.sandbox.url}/`);
    for (const id of ["#summary-outlook", "#summary-balance", "#summary-age"]) {
      await expect(page.locator(id)).toHaveText(hostile);
      expect(await page.locator(`${id} *`).count()).toBe(0);
    }
  });

  for (const broken of ["{", "null", "[]", "5", '{"lang":"en"}', '{"lang":"en","balance":{}}', '{"lang":"hi","balance":"₹50"}', '{"balance":"₹50"}', '"x"', ""]) {
    test(`holds the broken summary ${broken}: nothing is painted of it`, async ({ portal, page }) => {
      await page.addInitScript((text) => localStorage.setItem("diya.summary", text), broken);
      await page.route("**/*.wasm", () => {});
      await page.goto(`${portal.sandbox.url}/`);
      await expect(page.getByRole("link", { name: "Call 1912" })).toBeVisible();
      await expect(page.locator("#summary")).toBeHidden();
      await expect(page.locator("body")).not.toContainText(/undefined|\[object/);
    });
  }

  test("holds a database of rubbish: the portal opens as if it were new", async ({ portal, page }) => {
    await portal.signIn(FAMILY);
    await page.evaluate(async () => {
      const database = await new Promise<IDBDatabase>((found) => {
        const asked = indexedDB.open("diya");
        asked.onsuccess = () => found(asked.result);
      });
      const rubbish = ["{", '{"value":1}', "<b>", "[".repeat(50_000), '{"value":{"paise":"1e999"},"told_at":"never"}'];
      await Promise.all(
        ["account", "balance", "days", "bulletin", "journal", "admission"].map(
          (key, place) =>
            new Promise((done) => {
              const put = database.transaction("kept", "readwrite").objectStore("kept").put(rubbish[place % rubbish.length], key);
              put.onsuccess = done;
            }),
        ),
      );
    });
    await portal.reload();
    await portal.settled();
    await expect(portal.service).toBeVisible();
  });
});

test.describe("answers of the API", () => {
  const faults: Record<string, { fault: object; says: RegExp }> = {
    internal_error: { fault: {}, says: /The server has a fault\./ },
    bad_gateway: { fault: {}, says: /The server has a fault\./ },
    unavailable: { fault: { retry_after: 120 }, says: /The server has a fault\./ },
    too_many_requests: { fault: { retry_after: 30 }, says: /Asked too often\./ },
    truncated_json: { fault: {}, says: /The server's answer could not be read\./ },
    html_instead: { fault: {}, says: /The server's answer could not be read\./ },
    other_json: { fault: {}, says: /The server's answer could not be read\./ },
    refuse: { fault: {}, says: /The server could not be reached\./ },
  };
  for (const [kind, { fault, says }] of Object.entries(faults)) {
    test(`${kind}: said in words beside what is known`, async ({ portal, page, sandbox }) => {
      await portal.signIn(FAMILY);
      await sandbox.fault({ id: kind, kind, route: "/v1/*", ...fault });
      await portal.wait(31);
      await page.getByRole("button", { name: portal.words.refresh }).click();
      await expect(portal.service).toContainText(says);
      await portal.settled();
      await expect(portal.balance).toContainText("₹84.53");
      await portal.reload();
      await portal.settled();
      await expect(portal.balance).toContainText("₹84.53");
    });

    // The answer that an OTP is on its way has no body that could be bent.
    if (kind === "truncated_json" || kind === "other_json") continue;
    test(`${kind} at the sign-in: said in words, and the form stays`, async ({ portal, page, sandbox }) => {
      await sandbox.fault({ id: kind, kind, route: "/v1/*", ...fault });
      await portal.open();
      await page.locator("#number").fill(FAMILY);
      await page.getByRole("button", { name: portal.words.sendOtp }).click();
      await expect(portal.main.getByRole("status").first()).toHaveText(says);
      await expect(page.locator("#otp")).toHaveCount(0);
      await expect(page.locator("body")).not.toContainText(/<html|nginx|Bad Gateway/i);
    });
  }

  const odd: Record<string, (page: Page) => Promise<void>> = {
    "a balance beyond all bounds": (page) => page.route("**/v1/account/balance", (route) => route.fulfill(json('{"paise":9223372036854775807,"as_of":"2024-10-24T00:15:00+05:30","quality":"measured"}'))),
    "a balance as a float": (page) => page.route("**/v1/account/balance", (route) => route.fulfill(json('{"paise":1.5,"as_of":"2024-10-24T00:15:00+05:30","quality":"measured"}'))),
    "a balance from the future": (page) => page.route("**/v1/account/balance", (route) => route.fulfill(json('{"paise":5000,"as_of":"2999-01-01T00:00:00+05:30","quality":"measured"}'))),
    "a name that is markup": async (page) =>
      page.route("**/v1/account", async (route) => {
        const response = await route.fetch();
        await route.fulfill({ response, json: { ...(await response.json()), masked_name: "<img src=x onerror=alert(1)>" } });
      }),
    "days without end": (page) =>
      page.route("**/v1/account/consumption*", (route) => {
        const days = Array.from({ length: 20_000 }, () => ({ date: "2024-10-01", wh: 4294967295, paise: 9223372036854775807, quality: "measured" }));
        return route.fulfill(json(JSON.stringify({ days }).replaceAll("9223372036854776000", "9223372036854775807")));
      }),
    "no days": (page) => page.route("**/v1/account/consumption*", (route) => route.fulfill(json('{"days":[]}'))),
  };
  for (const [what, answer] of Object.entries(odd)) {
    test(`${what}: the pages open all the same`, async ({ portal, page }) => {
      await answer(page);
      await portal.open();
      await portal.enter(FAMILY);
      await expect(portal.balance).toBeVisible();
      for (const fragment of ["#/use", "#/account", "#/recharge", "#/"]) {
        await portal.go(fragment);
        await portal.settled();
        expect(await portal.main.locator("img[onerror], script").count()).toBe(0);
        await expect(portal.main).not.toContainText(/NaN|Infinity|undefined/);
      }
    });
  }
});

test.describe("a device's clock that is two years slow", () => {
  test.use({ rightClock: false });

  test("is corrected by the bulletin, and said", async ({ portal, page, sandbox }) => {
    await sandbox.reset("2024-10-25T08:00:00+05:30");
    await page.clock.install({ time: "2022-10-25T08:00:00+05:30" });
    await portal.signIn(FAMILY);
    await expect(page.locator(".banner")).toHaveText(/Your phone's clock is wrong\. We go by the right time \(.*08:00\)\./);
    await expect(portal.balance).toContainText("as read on today, 00:15");
    await expect(portal.outlook).toContainText("Not cut before Tue, 29 Oct, 10:00");
    await portal.go("#/notices");
    await expect(page.locator(".banner")).toBeVisible();
  });
});
