// The pictures of the README: the incident as it shows on a phone. `cargo xtask screenshots` runs this; it lets
// Playwright run `pictures/`, so that the pictures come about just as the tests do.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const { status, error } = spawnSync(here("node_modules/.bin/playwright"), ["test", "--config", here("pictures.config.ts")], { stdio: "inherit" });
if (error) console.error(error.message);
process.exit(status ?? 1);
