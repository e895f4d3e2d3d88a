/** The words of the time bar, of find and of the help sheet: whoever says them imports this. */

import late from "@face/strings/en.json?late";
import { addEnglish } from "./words";

addEnglish(late);
