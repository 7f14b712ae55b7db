import {
  applyNodeChanges, Background, ConnectionLineType, MiniMap, ReactFlow, useReactFlow, type Connection, type EdgeChange, type FinalConnectionState, type Node, type NodeChange,
} from "@xyflow/react";
import { useCallback, useEffect, useMemo, useRef, useState, type DragEvent } from "react";
import { Background as LayingOut } from "./background";
import { CanvasContext, useIsland, type Canvas as Parts } from "./context";
import { objectionToEdge, type Edge, type Kind, type Outcome, type Place } from "./document";
import { cards, ways } from "./drawing";
import { Way, type WayEdge } from "./edge";
import { overviewSize, paddingOf } from "./fitting";
import { useKeys } from "./keys";
import { nodeHeight, nodeWidth, places } from "./layout";
import { Laying } from "./laying";
import { AddMenu } from "./menu";
import { Card, type CardNode } from "./node";
import { draggedType, Palette } from "./palette";
import { Tools } from "./tools";
import { labels } from "./words";

const nodeTypes = { step: Card };
const edgeTypes = { way: Way };
// React Flow draws by it: with another size in a style sheet, the border of what lies outside would be seen.
const overviewStyle = { ...overviewSize };

/** The palette, the drawing and its tools. Everything that it does goes through the desk; what is here is hands and eyes. */
export function Canvas({ revision }: { revision: number }) {
  const island = useIsland();
  const desk = island.desk!;
  const { canEdit } = island.setup;
  const flow = useReactFlow<CardNode, WayEdge>();
  const frame = useRef<HTMLDivElement>(null);
  const [background] = useState(() => new LayingOut());
  useEffect(() => () => background.close(), [background]);
  const [layouts, setLayouts] = useState(0);
  const [laying] = useState(() => new Laying(island.setup.direction === "rtl", background, () => setLayouts(count => count + 1)));
  const drawing = useMemo(() => places(desk.journey, laying.of(desk.journey)), [desk.journey, laying, layouts]);
  const [nodes, setNodes] = useState<CardNode[]>(() => cards(island, drawing, []));
  const [way, setWay] = useState<string | null>(null);
  const [dragged, setDragged] = useState<Kind | null>(null);
  const [over, setOver] = useState<Element | null>(null);
  const [offered, setOffered] = useState<{ place: Place; beside: Element } | null>(null);
  const isDragging = useRef(false);
  const isQuiet = useRef(false);

  useEffect(() => setNodes(before => cards(island, drawing, before)), [island, drawing, revision]);
  const show = useCallback((node: Element) => {
    const [seen, own] = [frame.current!.getBoundingClientRect(), node.getBoundingClientRect()];
    if (own.top >= seen.top && own.bottom <= seen.bottom && own.left >= seen.left && own.right <= seen.right) return;

    const at = flow.screenToFlowPosition({ x: own.x + own.width / 2, y: own.y + own.height / 2 });
    void flow.setCenter(at.x, at.y, { zoom: Math.max(flow.getZoom(), 0.5) });
  }, [flow]);

  // The settings beside the canvas take room from it: the step that they are of stays in sight.
  useEffect(() => {
    const resized = new ResizeObserver(() => {
      const chosen = desk.focus && frame.current!.querySelector(`.react-flow__node[data-id="${desk.focus.id}"]`);
      if (chosen) show(chosen);
    });
    resized.observe(frame.current!);
    return () => resized.disconnect();
  }, [desk, show]);

  useEffect(() => {
    const node = island.focusNext && frame.current?.querySelector<HTMLElement>(`.react-flow__node[data-id="${island.focusNext}"]`);
    if (!node) return;
    island.focusNext = null;
    // Whoever set the focus has chosen already, or chosen nothing.
    isQuiet.current = true;
    node.focus({ preventScroll: true });
    isQuiet.current = false;
    show(node);
  }, [island, show, nodes, revision]);
  const drawn = useRef<WayEdge[]>([]);
  const edges = useMemo(() => (drawn.current = ways(island, drawing, way, drawn.current)), [island, drawing, revision, way]);
  const ariaLabels = useMemo(() => labels(island.texts), [island]);

  const add = useCallback((kind: Kind, place: Place | null, at?: { x: number; y: number }) => {
    const id = desk.add(kind, place, at);
    if (id) island.focusNext = id;
    setOffered(null);
  }, [desk, island]);

  const press = (kind: Kind) => {
    const focus = desk.focus;
    const after = focus && kind !== "entry" ? desk.placeAfter(focus.id) : null;
    const bounds = frame.current!.getBoundingClientRect();
    const middle = flow.screenToFlowPosition({ x: bounds.x + bounds.width / 2, y: bounds.y + bounds.height / 3 });
    add(kind, after, { x: Math.round(middle.x - nodeWidth / 2), y: Math.round(middle.y) });
  };

  const parts = useMemo<Parts>(() => ({
    dragged,
    offer: (place, beside) => setOffered({ place, beside }),
    drop: (kind, place) => { setDragged(null); add(kind, place); },
    labels: over,
  }), [dragged, add, over]);

  const changeNodes = (changes: NodeChange<CardNode>[]) => {
    setNodes(before => applyNodeChanges(changes.filter(change => change.type !== "remove" && change.type !== "select"), before));
    const picks = changes.filter(change => change.type === "select");
    if (picks.length > 0) {
      const chosen = new Set(desk.chosen);
      for (const pick of picks) if (pick.selected) chosen.add(pick.id); else chosen.delete(pick.id);
      desk.choose([...chosen]);
    }

    const moves = changes.filter(change => change.type === "position" && change.position !== undefined);
    const ends = moves.flatMap(change => change.type === "position" && change.position && !change.dragging ? [[change.id, rounded(change.position)] as const] : []);
    if (ends.length > 0) {
      desk.move(new Map(ends), !isDragging.current);
      isDragging.current = false;
    } else if (moves.length > 0) {
      isDragging.current = true;
    }
  };

  const changeEdges = (changes: EdgeChange<WayEdge>[]) => {
    for (const change of changes) if (change.type === "select") setWay(before => (change.selected ? change.id : before === change.id ? null : before));
  };

  const drop = (event: DragEvent) => {
    event.preventDefault();
    const kind = event.dataTransfer.getData(draggedType) as Kind | "";
    setDragged(null);
    if (!kind || !(event.target instanceof Element)) return;

    const line = event.target.closest<HTMLElement>(".react-flow__edge")?.dataset.id;
    const at = flow.screenToFlowPosition({ x: event.clientX, y: event.clientY });
    if (line) add(kind, placeOf(line));
    else add(kind, null, { x: Math.round(at.x - nodeWidth / 2), y: Math.round(at.y - nodeHeight / 2) });
  };

  const letGo = (event: MouseEvent | TouchEvent, connection: FinalConnectionState) => {
    if (connection.toNode || !connection.fromNode || !connection.fromHandle?.id || !(event.target instanceof Element)) return;
    const place = { from: connection.fromNode.id, outcome: connection.fromHandle.id as Outcome };
    const node = frame.current?.querySelector(`.react-flow__node[data-id="${place.from}"]`);
    if (event.target.closest(".react-flow__pane") && node) setOffered({ place, beside: node });
  };

  const corner = island.setup.direction === "rtl" ? "left" : "right";
  const fit = () => {
    const size = frame.current!.getBoundingClientRect();
    const isOverviewShown = frame.current!.querySelector(".react-flow__minimap")?.checkVisibility() ?? false;
    const { top, bottom, left, right } = paddingOf(flow.getNodesBounds(flow.getNodes()), size, isOverviewShown ? corner : null);
    void flow.fitView({ padding: { top: `${top}px`, bottom: `${bottom}px`, left: `${left}px`, right: `${right}px` }, maxZoom: 1 });
  };

  const begin = () => {
    setOver(frame.current!.querySelector(".react-flow__edgelabel-renderer"));
    requestAnimationFrame(fit);
  };

  const keys = useKeys({ way, forgetWay: () => setWay(null), offer: parts.offer, fit, full: () => void flow.zoomTo(1) });

  return (
    <CanvasContext.Provider value={parts}>
      {canEdit && <Palette onPress={press} onDrag={setDragged} />}
      <div
        ref={frame} dir="ltr" className={`j-frame${dragged ? " dragging" : ""}${island.walk ? " walking" : ""}`} onKeyDown={keys} role="group" aria-label={island.texts("Canvas")}
        onFocus={event => { if (!isQuiet.current && event.target.matches(".react-flow__node:focus-visible")) desk.choose([event.target.dataset.id!]); }}
        onDragOver={event => { event.preventDefault(); event.dataTransfer.dropEffect = "copy"; }} onDrop={drop}
      >
        <ReactFlow<CardNode, WayEdge>
          nodes={nodes} edges={edges} nodeTypes={nodeTypes} edgeTypes={edgeTypes}
          onNodesChange={changeNodes} onEdgesChange={changeEdges} onNodeDoubleClick={() => island.askForSettings()}
          onConnect={connection => desk.connect(edgeOf(connection))} onReconnect={(_, connection) => desk.connect(edgeOf(connection))} onConnectEnd={letGo}
          isValidConnection={connection => objectionToEdge(desk.journey, edgeOf(connection as Connection)) === null}
          connectionLineType={ConnectionLineType.SmoothStep} connectionRadius={40}
          nodesDraggable={canEdit} nodesConnectable={canEdit} edgesReconnectable={canEdit} deleteKeyCode={null}
          onInit={begin} minZoom={0.1} maxZoom={2} onlyRenderVisibleElements={desk.journey.steps.length > 150}
          ariaLabelConfig={ariaLabels}
        >
          <Background gap={20} size={1} />
          <MiniMap pannable zoomable position={`bottom-${corner}`} style={overviewStyle} nodeClassName={minimapClass} nodeBorderRadius={8} />
        </ReactFlow>
        <Tools fit={fit} />
        {offered && <AddMenu place={offered.place} beside={offered.beside} onChoose={kind => add(kind, offered.place)} onClose={() => setOffered(null)} />}
        <p className="j-say" role="status">{desk.objection && island.texts(desk.objection)}</p>
      </div>
    </CanvasContext.Provider>
  );
}

function edgeOf(connection: Connection): Edge {
  return { from: connection.source, outcome: (connection.sourceHandle ?? "next") as Outcome, to: connection.target };
}

function placeOf(way: string): Place {
  const [from, outcome] = way.split(" ") as [string, Outcome];
  return { from, outcome };
}

function rounded(spot: { x: number; y: number }): { x: number; y: number } {
  return { x: Math.round(spot.x), y: Math.round(spot.y) };
}

function minimapClass(node: Node): string {
  return node.selected ? "chosen" : (node as CardNode).data.errors > 0 ? "bad" : "";
}
