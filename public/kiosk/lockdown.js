// What a machine that many people share must not offer: ways out of the portal, files to save, the clipboard, menus, zoom.

/** Makes text of whatever leads out of the portal, and leaves the device's keyboard out of fields. */
function tidy(node) {
  if (!(node instanceof Element)) return;
  for (const link of [node, ...node.querySelectorAll("a[href]")]) {
    const address = link.getAttribute("href");
    if (link.localName !== "a" || address === null || address.startsWith("#")) continue;
    // Files, and payments: those are made on one's own phone, by the code.
    if (link.hasAttribute("download") || address.startsWith("upi:")) link.hidden = true;
    // Whoever wants to go there types it into their own phone.
    if (/^https?:/.test(address)) link.textContent = address.replace(/^https?:\/\//, "");
    for (const name of ["href", "target", "rel", "download"]) link.removeAttribute(name);
  }
  for (const field of [node, ...node.querySelectorAll("input")]) {
    if (field.localName !== "input") continue;
    field.setAttribute("autocomplete", "off");
    if (field.hasAttribute("inputmode")) field.setAttribute("inputmode", "none");
  }
}

const stop = (event) => event.preventDefault();

export function lockDown() {
  // Behind every change and before it is painted.
  new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === "attributes") tidy(change.target);
      for (const node of change.addedNodes) tidy(node);
    }
  }).observe(document.body, { subtree: true, childList: true, attributeFilter: ["href"] });
  tidy(document.body);

  for (const event of ["contextmenu", "dragstart", "copy", "cut", "auxclick", "gesturestart"]) addEventListener(event, stop, true);
  addEventListener("selectstart", (event) => event.target.closest?.("input") || event.preventDefault(), true);
  addEventListener("wheel", (event) => event.ctrlKey && event.preventDefault(), { passive: false, capture: true });
  addEventListener("keydown", (event) => (event.ctrlKey || event.altKey || event.metaKey) && event.preventDefault(), true);
  window.open = () => null;

  // Without a history there is no way back to what another one saw.
  addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href^='#']");
    if (!link || event.defaultPrevented) return;
    event.preventDefault();
    location.replace(link.href);
  });
}
