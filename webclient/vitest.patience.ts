/** What a test waits for has time to come on a loaded machine: vitest itself gives up after a second. */

import { vi } from "vitest";

const PATIENCE_MS = 20_000;
const waitFor = vi.waitFor;
vi.waitFor = (look, patience = PATIENCE_MS) => waitFor(look, patience);
