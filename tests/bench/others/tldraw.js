/** tldraw with the strokes of the bench. */

import { createElement } from "react";
import { createRoot } from "react-dom/client";
import { compressLegacySegments, createShapeId, Tldraw } from "tldraw";
import "tldraw/tldraw.css";

const COLOURS = { "#1D2432": "black", "#3150DE": "blue", "#178A3F": "green", "#C2540A": "orange", "#AE1E0E": "red" };

const made = new Promise((found) => {
  const options = { maxShapesPerPage: 1_000_000 };
  const app = createElement(Tldraw, { onMount: found, options });
  createRoot(document.getElementById("app")).render(app);
});

window.other = {
  ready: made.then(() => true),
  pen: "d",
  async load(strokes) {
    const editor = await made;
    editor.createShapes(strokes.map(draw));
    editor.zoomToFit({ immediate: true });
  },
  async fit() {
    (await made).zoomToFit({ immediate: true });
  },
  async whole() {
    (await made).resetZoom(undefined, { immediate: true });
  },
};

function draw({ id, ink, points }) {
  const [[x, y]] = points;
  const free = points.map((point) => ({ x: point[0] - x, y: point[1] - y, z: point[2] }));
  const segments = compressLegacySegments([{ type: "free", points: free }]);
  const props = { segments, color: COLOURS[ink], size: "m", dash: "draw", isComplete: true, isPen: true };
  return { id: createShapeId(id), type: "draw", x, y, props };
}
