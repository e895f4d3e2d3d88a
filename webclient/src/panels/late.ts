/** The words that the first screen does not say: the build puts it before all that is loaded later and says any (`vite.words.ts`). */

import late from "@face/strings/en.json?late";
import { addEnglish } from "./words";

addEnglish(late);
