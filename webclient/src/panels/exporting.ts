/** The export dialog: the board, or a part of it, as a file, with a look at what comes out. */

import "./late";
import { icon as icons } from "@face/tokens.json";
import { UNIT } from "../core/geometry";
import { Refusal } from "../store/api";
import { exported, exportPath } from "../store/files";
import { preview } from "../view/print";
import { type Choices, field, segments } from "./choices";
import { type Dialog, openDialog } from "./dialog";
import { attribute, el, fill, show } from "./dom";
import { icon } from "./icon";
import { type Page, titleOf } from "./page";
import { saveBlob, saveLink } from "./save";
import { hideToast, toast } from "./toast";
import {
  FORMATS,
  type Format,
  isDrawn,
  isPicture,
  parts,
  query,
  shownPart,
  type Wishes,
} from "./wishes";
import { say } from "./words";
import "./exporting.css";

/** The longest side of the preview; in px of the canvas. */
const LONGEST = 560;
/** What takes the whole log may be large: the browser fetches it to the disk by itself. */
const BY_BROWSER: readonly Format[] = ["inkroom", "jsonl"];

/** What was asked for last on this page of the app. */
const last: Wishes = {
  format: "png",
  what: "",
  scale: 2,
  dark: false,
  transparent: false,
  scene: false,
  frames: false,
};

/** Opens the dialog; what is selected goes out, if anything is. */
export function openExport(page: Page): void {
  const { stage } = page;
  const wishes = last;
  wishes.what = stage.selection.length ? "selection" : "";
  let round = 0;

  const format = el(
    "select",
    {
      class: "input",
      autofocus: true,
      "aria-label": say("export.format"),
      onchange: () => change({ format: format.value as Format }), // one of the options
    },
    ...FORMATS.map((one) => el("option", { value: one }, say(`file.${one}`))),
  );
  const what = el("select", {
    class: "input",
    "aria-label": say("export.what"),
    onchange: () => change({ what: what.value }),
  });
  const scales = choose<number>(
    say("export.scale"),
    [1, 2, 3, 4].map((value) => [value, say("export.times", { times: value })]),
    (scale) => change({ scale }),
  );
  const colours = choose<"light" | "dark">(
    say("export.colours"),
    [
      ["light", say("export.light")],
      ["dark", say("export.dark")],
    ],
    (value) => change({ dark: value === "dark" }),
  );
  const transparent = toggle(say("export.transparent"), (on) => change({ transparent: on }));
  const scene = toggle(say("export.scene"), (on) => change({ scene: on }));
  const frames = toggle(say("export.frames"), (on) => change({ frames: on }));
  const scaleField = field(say("export.scale"), scales.node);
  const coloursField = field(say("export.colours"), colours.node);
  const canvas = el("canvas", { role: "img", "aria-label": say("export.preview") });
  const size = el("span", { class: "small second export-size" });

  function change(wish: Partial<Wishes>): void {
    Object.assign(wishes, wish);
    update();
  }

  function update(): void {
    const offered = parts(stage, wishes.format);
    if (!offered.includes(wishes.what)) wishes.what = offered[0]!;
    fill(what, ...offered.map((part) => el("option", { value: part }, partName(page, part))));
    what.value = wishes.what;
    what.disabled = offered.length === 1;
    format.value = wishes.format;
    scales.set(wishes.scale);
    colours.set(wishes.dark ? "dark" : "light");
    transparent.set(wishes.transparent);
    scene.set(wishes.scene);
    frames.set(wishes.frames);
    show(scaleField, wishes.format === "png");
    show(coloursField, isDrawn(wishes.format));
    show(transparent.node, isDrawn(wishes.format));
    show(scene.node, isPicture(wishes.format));
    const framed = offered.some((part) => part.startsWith("frame:"));
    show(frames.node, wishes.format === "pdf" && wishes.what === "board" && framed);
    void look();
  }

  async function look(): Promise<void> {
    const mine = ++round;
    const { elements, box } = shownPart(stage, wishes.what);
    const drawn = isDrawn(wishes.format);
    const scale = wishes.format === "png" ? wishes.scale : 1;
    const [width, height] = [box.right - box.left, box.bottom - box.top];
    const pixels = (side: number): number => Math.round((side / UNIT) * scale);
    size.textContent = isPicture(wishes.format)
      ? say("export.size", { width: pixels(width), height: pixels(height) })
      : "";
    const dark = drawn && wishes.dark;
    const clear = drawn && wishes.transparent;
    canvas.classList.toggle("is-clear", clear);
    attribute(canvas, "data-whole", false);
    const alive = (): boolean => mine === round && canvas.isConnected;
    const whole = await preview(stage, canvas, elements, LONGEST, {
      box,
      dark,
      transparent: clear,
      alive,
    });
    if (whole) attribute(canvas, "data-whole", true);
  }

  const dialog: Dialog = openDialog(
    say("file.export"),
    "dialog-export",
    el(
      "div",
      { class: "export-body" },
      el("div", { class: "export-look" }, el("div", { class: "export-frame" }, canvas), size),
      el(
        "div",
        { class: "export-wishes" },
        field(say("export.format"), format),
        field(say("export.what"), what),
        scaleField,
        coloursField,
        transparent.node,
        scene.node,
        frames.node,
      ),
    ),
    el(
      "div",
      { class: "dialog-foot" },
      el("button", { class: "button outline", onclick: () => dialog.close() }, say("view.cancel")),
      el(
        "button",
        {
          class: "button primary",
          onclick: () => {
            void save(page, wishes.format, query(stage, wishes));
            dialog.close();
          },
        },
        icon(icons.list.export, 16),
        say("export.save"),
      ),
    ),
  );
  update();
}

/** The file comes from the server; what it could not carry is said. */
async function save(page: Page, format: Format, wishes: Record<string, string>): Promise<void> {
  if (BY_BROWSER.includes(format)) {
    saveLink(exportPath(page.board, format, wishes));
    return;
  }
  const name = `${titleOf(page) || say("boards.untitled")}.${format}`;
  const ends = new AbortController();
  const button = { label: say("view.cancel"), run: () => ends.abort() };
  toast(say("export.making", { name }), { stays: true, button });
  try {
    const { blob, left } = await exported(page.board, format, wishes, ends.signal);
    saveBlob(blob, name);
    const lost = left ? ` ${say("file.not-carried", { what: left })}` : "";
    toast(say("export.made", { name }) + lost, { stays: left !== "" });
  } catch (why) {
    if (ends.signal.aborted) hideToast();
    else {
      const reason = why instanceof Refusal ? why.message : say("saved.offline");
      toast(say("export.not-made", { name, why: reason }), { stays: true });
    }
  }
}

function partName(page: Page, part: string): string {
  const { stage } = page;
  if (part === "board") return say("export.board");
  if (part === "page") return say("export.page");
  if (part === "selection") return say("export.selection");
  if (part === "area") return say("export.area");
  const id = part.slice("frame:".length);
  const title = String(stage.picture.scene.get(id)?.element.get("title") ?? "");
  return say("export.frame", { title: title || say("tool.frame") });
}

function choose<T extends string | number>(
  label: string,
  values: readonly (readonly [T, string])[],
  chosen: (value: T) => void,
): Choices<T> {
  return segments(
    label,
    values.map(([value, text]) => ({ value, label: text })),
    chosen,
  );
}

interface Toggle {
  readonly node: HTMLElement;
  set(on: boolean): void;
}

function toggle(label: string, turned: (on: boolean) => void): Toggle {
  const button = el("button", {
    class: "switch",
    role: "switch",
    "aria-label": label,
    onclick: () => turned(button.getAttribute("aria-checked") !== "true"),
  });
  const node = el(
    "div",
    { class: "row export-toggle" },
    el("span", { class: "grow" }, label),
    button,
  );
  return { node, set: (on) => attribute(button, "aria-checked", String(on)) };
}
