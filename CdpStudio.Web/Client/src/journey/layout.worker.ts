// A bundle of its own: lays out in the background what the canvas sends.
import type { Journey } from "./document";
import { laidOut } from "./layout";

addEventListener("message", event => {
  const { number, journey, mirrored } = (event as MessageEvent<{ number: number; journey: Journey; mirrored: boolean }>).data;
  postMessage({ number, drawing: laidOut(journey, mirrored) });
});
