// The control page: shows /sandbox/api/state once a second and posts what is pressed.
"use strict";

const at = (id) => document.getElementById(id);
const clockTime = (text) => text.slice(0, 16).replace("T", " ");
const rupees = (paise) => (paise < 0 ? "−₹" : "₹") + (Math.abs(paise) / 100).toLocaleString("en-IN", { minimumFractionDigits: 2 });

function element(name, content, attributes = {}) {
  const made = Object.assign(document.createElement(name), attributes);
  made.append(...[content].flat().filter((part) => part !== null));
  return made;
}

const button = (label, press) => element("button", label, { type: "button", onclick: press });

async function send(path, body) {
  const asked = body === undefined ? {} : { headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
  const answer = await fetch("/sandbox/api/" + path, { method: "POST", ...asked });
  const value = await answer.json();
  if (!answer.ok) return say(value.detail || value.title);
  say("");
  show(value);
}

function say(words) {
  at("trouble").textContent = words;
  at("trouble").hidden = !words;
}

// A part is made anew only when it changed, so that a button is not replaced under the finger.
const shown = new Map();
function fill(id, values, make) {
  const text = JSON.stringify(values);
  if (shown.get(id) === text) return;
  shown.set(id, text);
  at(id).replaceChildren(...(values.length ? values.map(make) : [element("p", "None.", { className: "quiet" })]));
}

function show(state) {
  at("scenario").textContent = state.scenario.name;
  at("now").textContent = clockTime(state.now) + ":" + state.now.slice(17, 19);
  at("pace").textContent = state.frozen ? "frozen" : "×" + state.speed;
  fill("inbox", state.otp_inbox, message);
  fill("orders", state.orders, order);
  fill("timeline", state.timeline.map(({ in_seconds, ...entry }) => entry), entry);
  fill("faults", state.faults, fault);
  fill("accounts", state.accounts, account);
  fill("publications", state.publications, publication);
}

function message({ at: when, number, text, otp }) {
  const words = otp ? element("strong", otp, { className: "code" }) : text;
  return element("li", [element("time", clockTime(when)), " → " + number + " ", words]);
}

function order({ id, created_at, consumer_number, amount, state, bank, history }) {
  const act = (answer, body) => button(answer.replace("_", " "), () => send(`orders/${id}/${answer}`, body));
  const open = state === "awaiting_payment" && bank === "waiting";
  const taken = ["paid", "credited", "on_meter"].includes(state);
  const late = button("late", () => send(`orders/${id}/confirm_late`, { seconds: Number(at("late").value) }));
  const acts = open ? [act("approve"), act("decline"), act("hang"), late] : taken ? [act("reverse")] : [];
  const way = history.map((step) => `${step.state} ${clockTime(step.at).slice(5)}`).join(" → ");
  return element("div", [
    element("strong", `${rupees(amount)} for ${consumer_number}: ${state}`), ` (${bank}) `,
    element("div", way || clockTime(created_at), { className: "quiet" }), element("div", acts, { className: "row" }),
  ], { className: "item" });
}

function entry({ at: when, label, standing }) {
  const jump = standing === "done" ? null : button("jump", () => send("jump", { to: when }));
  return element("li", [element("time", clockTime(when)), " " + label + " ", jump], { className: standing });
}

function fault({ id, since, ...rest }) {
  const what = Object.entries(rest).map(([name, value]) => (name === "kind" ? value : `${name} ${value}`)).join(", ");
  return element("li", [button("end", () => send("faults", { remove: [id] })), ` ${id}: ${what}`]);
}

function account({ number, name, discom, connected, balance, shows }) {
  const toggle = connected ? "disconnect" : "reconnect";
  const set = () => {
    const typed = prompt("Balance in rupees", String(balance.paise / 100));
    if (typed !== null && typed.trim() !== "") send(`accounts/${number}/set_balance`, { paise: Math.round(Number(typed) * 100) });
  };
  return element("div", [
    element("strong", `${number} ${name} (${discom})`), ` ${rupees(balance.paise)} of ${clockTime(balance.as_of)}, ${connected ? "connected" : "cut"}`,
    element("div", shows || "", { className: "quiet" }),
    element("div", [button(toggle, () => send(`accounts/${number}/${toggle}`)), button("set balance", set)], { className: "row" }),
  ], { className: "item" });
}

function publication({ version, issued, expires, status, notices, rule_packs }) {
  const words = `${version}: ${status.api}, admit ${status.admit}, issued ${clockTime(issued)}, until ${clockTime(expires)}`;
  return element("li", [words, element("div", [...rule_packs, ...notices].join(", "), { className: "quiet" })]);
}

const chosen = () => at("jump").elements.to.value + ":00+05:30";
document.querySelectorAll("[data-clock]").forEach((press) => (press.onclick = () => send("clock", JSON.parse(press.dataset.clock))));
at("jump").onsubmit = (event) => (event.preventDefault(), send("jump", { to: chosen() }));
at("reset").onclick = () => send("reset");
at("reset-at").onclick = () => send("reset", { at: chosen() });
at("clear-otps").onclick = () => send("otp/clear");
at("clear-faults").onclick = () => send("faults", { clear: true });
at("fault").onsubmit = (event) => {
  event.preventDefault();
  const typed = [...new FormData(event.target)].filter(([, value]) => value !== "");
  const spec = typed.map(([name, value]) => [name, ["kind", "route"].includes(name) ? value : Number(value)]);
  send("faults", { add: [{ id: "page-" + Date.now(), ...Object.fromEntries(spec) }] });
};

async function look() {
  try {
    const answer = await fetch("/sandbox/api/state");
    if (answer.ok) show(await answer.json());
  } catch {
    say("The sandbox does not answer. Is it still running?");
  }
  setTimeout(look, 1000);
}
look();
