/** The look of what only a tear sheet has. */
export const sheetRules = `
h3 { font-size: 15px; margin: 28px 0 8px; font-weight: 600 }
.pair { display: grid; grid-template-columns: 1fr 1fr; gap: 0 28px; margin: 14px 0 6px }
.pair .plot { height: 220px }
.plot .band { stroke: none }
path.band.outer { fill: var(--own); opacity: .13 }
path.band.inner { fill: var(--own); opacity: .22 }
.key i.band { border: 0; height: 10px; background: var(--own); opacity: .2 }
.key i.band.inner { opacity: .42 }
.line.median { stroke: var(--own); stroke-dasharray: 3 3; stroke-width: 1.4 }
i.median { color: var(--own); border-top-style: dotted }
.line.law { stroke: var(--ink); stroke-width: 1.4; stroke-dasharray: 5 3 }
i.law { color: var(--ink); border-top-style: dashed }
.plot .zero { stroke: var(--quiet); stroke-width: 1 }
.end { position: absolute; top: 0; bottom: 0; border-left: 1px dashed var(--quiet) }
b.dot {
  position: absolute; width: 7px; height: 7px; border-radius: 50%; background: var(--own);
  transform: translate(-50%, -50%);
}
.plot.strip { height: 64px; margin-right: 0 }
.trial { stroke: var(--price); stroke-width: 1; opacity: .5 }
.plot.strip .line.own { stroke-width: 2.4 }
.line.first { stroke: #c2571a } i.first { color: #c2571a }
.line.second { stroke: #2b8a6b; stroke-dasharray: 7 3 }
i.second { color: #2b8a6b; border-top-style: dashed }
.line.third { stroke: #8457b5; stroke-dasharray: 2 3 }
i.third { color: #8457b5; border-top-style: dotted }
.line.fourth { stroke: #7c7f85 } i.fourth { color: #7c7f85 }
.shares td.bar { position: relative; width: 24%; min-width: 60px; padding: 0 }
.shares i { position: absolute; top: 6px; bottom: 6px; min-width: 1px }
.shares .zero { width: 1px; background: var(--quiet); top: 0; bottom: 0 }
.sum th, .sum td { border-top: 1px solid var(--quiet); border-bottom: 0; font-weight: 600 }
.nulls td, .nulls th { text-align: left; vertical-align: top }
.nulls td:last-child { white-space: normal }
.rivals tbody tr:first-child { font-weight: 600 }
.tag {
  display: inline-block; border: 1px solid currentColor; border-radius: 4px; padding: 0 7px;
  font-size: 12px; font-weight: 600; color: var(--quiet);
}
.tag.pass { color: var(--gain) } .tag.fail { color: var(--loss) } .tag.warn { color: var(--hold) }
.heatkey { display: flex; align-items: center; gap: 3px; justify-content: flex-end }
.heatkey i { width: 20px; height: 12px; border: 1px solid var(--rule) }
a { color: var(--own) }
@media (max-width: 640px) { .pair { grid-template-columns: 1fr } .shares .bar { display: none } }
@media print {
  a[download] { display: none }
  .rivals, .shares, .nulls { font-size: 11px }
  .rivals th, .rivals td { padding: 4px; white-space: normal }
  .plot { height: 230px } .plot.low { height: 120px } .plot.strip { height: 50px }
}
`
