/** The look of charts. Lines keep their width however far the picture is stretched. */
export const chartStyle = `
.chart { margin: 0 0 8px; outline-offset: 4px }
figcaption {
  font-size: 13px; display: flex; flex-wrap: wrap; gap: 2px 16px; margin-bottom: 8px;
  min-height: 20px;
}
.key { display: inline-flex; align-items: center; gap: 6px }
.key i { width: 18px; border-top: 2px solid }
.key b { position: static!important; transform: none!important }
.plot {
  position: relative; height: 300px; margin: 0 62px 26px 0; border-bottom: 1px solid var(--rule);
  touch-action: pan-y;
}
.plot.low { height: 150px }
.plot svg { position: absolute; inset: 0; width: 100%; height: 100%; overflow: hidden }
.plot path { fill: none; vector-effect: non-scaling-stroke }
.grid { stroke: var(--rule); stroke-width: 1 }
.line { stroke-width: 1.4; stroke-linejoin: round }
.line.own { stroke: var(--own); stroke-width: 1.8 }
.line.hold { stroke: var(--hold); stroke-dasharray: 6 3 }
.line.scaled { stroke: var(--quiet); stroke-dasharray: 2 3 }
.line.price { stroke: var(--price); stroke-width: 1.1 }
.line.exposure { stroke: var(--own); stroke-width: 1 }
.line.mean { stroke: var(--quiet); stroke-dasharray: 6 3 }
.plot .area { stroke: none; opacity: .18 }
.area.own, .area.exposure { fill: var(--own) }
i.own, i.exposure { color: var(--own) }
i.hold { color: var(--hold); border-top-style: dashed }
i.scaled { color: var(--quiet); border-top-style: dotted }
i.price { color: var(--price) }
i.mean { color: var(--quiet); border-top-style: dashed }
rect.gain { fill: var(--gain) }
rect.loss { fill: var(--loss) }
.x, .y {
  position: absolute; font-size: 11.5px; line-height: 1; color: var(--quiet);
  white-space: nowrap; pointer-events: none;
}
.y { left: 100%; transform: translateY(-50%); padding-left: 8px }
.x { top: 100%; transform: translateX(-50%); padding-top: 8px }
b.buy, b.sell { position: absolute; width: 9px; height: 8px; opacity: .85 }
b.buy {
  background: var(--gain); clip-path: polygon(50% 0, 100% 100%, 0 100%);
  transform: translate(-50%, 3px);
}
b.sell {
  background: var(--loss); clip-path: polygon(0 0, 100% 0, 50% 100%);
  transform: translate(-50%, calc(-100% - 3px));
}
.cross {
  position: absolute; top: 0; bottom: 0; width: 1px; background: var(--quiet);
  pointer-events: none;
}
.tip {
  position: absolute; top: 4px; background: var(--page); border: 1px solid var(--rule);
  border-radius: 4px; padding: 5px 8px; font-size: 12px; line-height: 1.45; white-space: pre;
  pointer-events: none; box-shadow: 0 1px 6px rgba(0, 0, 0, .15); z-index: 2;
}
.choice { position: relative }
.choice > input { position: absolute; opacity: 0 }
.choice > label {
  float: right; font-size: 12.5px; border: 1px solid var(--rule); padding: 0 9px;
  cursor: pointer; color: var(--quiet);
}
.choice > label[for=even] { border-radius: 0 4px 4px 0 }
.choice > label[for=log] { border-radius: 4px 0 0 4px; border-right: 0 }
.choice > input:checked + label {
  background: var(--own); color: var(--page); border-color: var(--own);
}
.choice > input:focus-visible + label { outline: 2px solid var(--own) }
.log, #log:checked ~ .even { display: none }
#log:checked ~ .log { display: block }
@media (max-width: 640px) {
  .plot { height: 230px; margin-right: 50px }
  .plot.low { height: 120px }
  .x.minor { display: none }
  .x, .y { font-size: 10.5px }
  .y { padding-left: 5px }
  b.buy, b.sell { width: 6px; height: 5px }
}
`
