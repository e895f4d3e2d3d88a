/** Excalidraw with the strokes of the bench. */

import { Excalidraw, restoreElements } from "@excalidraw/excalidraw";
import { createElement } from "react";
import { createRoot } from "react-dom/client";
import "@excalidraw/excalidraw/index.css";

window.EXCALIDRAW_ASSET_PATH = "/";

const made = new Promise((found) => {
  const app = createElement(Excalidraw, { excalidrawAPI: found });
  createRoot(document.getElementById("app")).render(app);
});

window.other = {
  ready: made.then(() => true),
  pen: "p",
  async load(strokes) {
    const api = await made;
    const elements = restoreElements(strokes.map(freedraw), null);
    api.updateScene({ elements });
    api.scrollToContent(elements, { fitToViewport: true, viewportZoomFactor: 0.95 });
  },
  async fit() {
    const api = await made;
    api.scrollToContent(api.getSceneElements(), { fitToViewport: true, viewportZoomFactor: 0.95 });
  },
  async whole() {
    (await made).updateScene({ appState: { zoom: { value: 1 } } });
  },
};

function freedraw({ id, ink, points }, at) {
  const [[x, y]] = points;
  return {
    type: "freedraw", id, x, y, strokeColor: ink, strokeWidth: 1, seed: at + 1, version: 1, versionNonce: at,
    points: points.map((point) => [point[0] - x, point[1] - y]),
    pressures: points.map((point) => point[2]),
    simulatePressure: false,
  };
}
