// The page's side of a machine that many people share, loaded nowhere else: the screen that attracts, the button that ends a
// visit, the question whether anybody is there, the keypad, what such a machine must not offer, its running for weeks, and
// the page for staff. When a visit ends is decided in src/domain/kiosk; what the server told is forgotten in src/app.

import { setUp } from "./kiosk/page.js";
import { lockDown } from "./kiosk/lockdown.js";
import { offerKeypad } from "./kiosk/keypad.js";
import { drawVisits } from "./kiosk/visit.js";
import { watchOver } from "./kiosk/weeks.js";
import { letStaffIn } from "./kiosk/staff.js";

await setUp();
lockDown();
offerKeypad();
drawVisits();
watchOver();
letStaffIn();
