/** The words of what is fetched when it is opened: whoever says them imports this. */

import late from "@face/strings/en.json?late";
import { addEnglish } from "./words";

addEnglish(late);
