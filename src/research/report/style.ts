import { chartStyle } from './chart-style.ts'

/**
 * Gains are blue and losses orange, which every kind of colour vision tells apart, and which differ
 * in lightness when printed in grey.
 */
const colours = `
:root {
  --ink: #1b2330; --quiet: #5d6878; --page: #fff; --card: #f5f7fa; --rule: #dfe4ea;
  --own: #1f5fc4; --hold: #8a6d3b; --gain: #2f6fd0; --loss: #b84e14; --price: #47536a;
  --blue: 47, 111, 208; --orange: 226, 108, 48;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --ink: #e3e8ef; --quiet: #98a3b3; --page: #12161c; --card: #1b212a; --rule: #2e3743;
    --own: #6ba5ff; --hold: #d0ab6a; --gain: #6ba5ff; --loss: #f08a52; --price: #a9b4c4;
    --blue: 86, 148, 240; --orange: 240, 122, 60;
  }
}
`

const pageStyle = `
* { box-sizing: border-box }
body {
  margin: 0; background: var(--page); color: var(--ink);
  font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif;
  font-variant-numeric: tabular-nums; -webkit-text-size-adjust: 100%;
}
main { max-width: 1080px; margin: 0 auto; padding: 28px 20px 48px }
h1 { font-size: 26px; line-height: 1.2; margin: 0; overflow-wrap: anywhere }
h2 { font-size: 18px; margin: 40px 0 10px }
header p { margin: 6px 0 0; color: var(--quiet) }
.quiet, small { color: var(--quiet) }
p.quiet { font-size: 13px; margin: 8px 0 }
.verdict {
  margin: 20px 0; padding: 14px 18px; background: var(--card); border-left: 4px solid var(--own);
  border-radius: 0 6px 6px 0;
}
.verdict p { margin: 0 0 6px }
.verdict p:last-child { margin: 0 }
.verdict p:first-child { font-size: 17px; font-weight: 600 }
.cards { display: grid; grid-template-columns: repeat(4, 1fr); gap: 12px }
.cards div {
  background: var(--card); border-radius: 6px; padding: 12px 14px; display: flex;
  flex-direction: column; min-width: 0;
}
.cards span { font-size: 13px; color: var(--quiet) }
.cards strong { font-size: 26px; line-height: 1.25; font-weight: 600 }
.cards small { font-size: 12px }
.wide {
  overflow-x: auto;
  background: linear-gradient(90deg, var(--page) 40%, transparent) 0 0/40px 100% no-repeat local,
    linear-gradient(270deg, var(--page) 40%, transparent) 100% 0/40px 100% no-repeat local,
    linear-gradient(90deg, var(--rule), transparent) 0 0/14px 100% no-repeat,
    linear-gradient(270deg, var(--rule), transparent) 100% 0/14px 100% no-repeat;
}
table { border-collapse: collapse; width: 100%; font-size: 13.5px }
th, td {
  padding: 5px 8px; text-align: right; border-bottom: 1px solid var(--rule); white-space: nowrap;
}
th { font-weight: 500; color: var(--quiet) }
th:first-child, td:first-child { text-align: left }
.compare td:nth-child(2) { font-weight: 600 }
td.plus { color: var(--gain) }
td.minus { color: var(--loss) }
.trades { font-size: 12.5px }
.trades td:nth-child(-n+3), .trades th:nth-child(-n+3) { text-align: left }
.months td, .months th {
  text-align: center; padding: 6px 4px; min-width: 44px; border: 1px solid var(--page);
}
.months th:first-child { position: sticky; left: 0; background: var(--page) }
.months .total { font-weight: 600 }
.up1 { background: rgba(var(--blue), .12) }
.up2 { background: rgba(var(--blue), .26) }
.up3 { background: rgba(var(--blue), .42) }
.up4 { background: rgba(var(--blue), .6) }
.down1 { background: rgba(var(--orange), .14) }
.down2 { background: rgba(var(--orange), .3) }
.down3 { background: rgba(var(--orange), .46) }
.down4 { background: rgba(var(--orange), .62) }
.costs td.bar { position: relative; width: 45%; padding: 0 }
.costs i { position: absolute; top: 6px; bottom: 6px; min-width: 1px }
.costs .zero { width: 1px; background: var(--quiet); top: 0; bottom: 0 }
.costs td:last-child { text-align: left }
.overfitting td:last-child { text-align: left; white-space: normal }
i.gain { background: var(--gain) }
i.loss { background: var(--loss) }
dl {
  display: grid; grid-template-columns: repeat(auto-fill, minmax(270px, 1fr)); gap: 0 28px;
  margin: 0; font-size: 13.5px;
}
dl div {
  display: flex; justify-content: space-between; gap: 14px; border-bottom: 1px solid var(--rule);
  padding: 5px 0;
}
dt { color: var(--quiet); white-space: nowrap }
dd { margin: 0; text-align: right; overflow-wrap: anywhere; min-width: 0 }
details { margin: 10px 0 }
summary { cursor: pointer; font-weight: 500; padding: 4px 0 }
footer {
  margin-top: 40px; padding-top: 14px; border-top: 1px solid var(--rule); font-size: 13px;
  color: var(--quiet);
}
@media (max-width: 640px) {
  main { padding: 18px 14px 36px }
  h1 { font-size: 21px }
  .cards { grid-template-columns: 1fr 1fr; gap: 8px }
  .cards strong { font-size: 21px }
  .costs td:last-child { display: none }
  .costs td.bar { width: 32% }
  table { font-size: 12.5px }
  .compare { font-size: 11.5px }
  .compare th, .compare td { padding: 5px 3px; white-space: normal; vertical-align: top }
}
@media print {
  :root { --card: #f3f4f6; --ink: #000; --quiet: #444; --rule: #ccc }
  @page { margin: 14mm }
  main { max-width: none; padding: 0 }
  .choice > label, details:not([open]) { display: none }
  .wide { background: none; overflow: visible }
  table { font-size: 11px }
  th, td, .trades td, .trades th { padding: 3px 4px }
  thead th { white-space: normal }
  .trades { font-size: 10px }
  h2 { break-after: avoid }
  figure, tr, .verdict, .cards { break-inside: avoid }
  * { -webkit-print-color-adjust: exact; print-color-adjust: exact }
}
`

/** The look of the report: light or dark as the reader's system is, for screen, phone and paper. */
export const style: string = colours + pageStyle + chartStyle
