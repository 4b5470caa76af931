/** The look of what stands on pages of experiments alone. */
export const experimentStyle = `
.words { text-align: left }
.forest { margin: 6px 0 18px }
.forest > div {
  display: grid; grid-template-columns: minmax(90px, 170px) 1fr minmax(120px, 190px); gap: 12px;
  align-items: center; padding: 5px 0; font-size: 13.5px;
}
.forest .track { position: relative; height: 22px }
.forest .track i { position: absolute }
.forest .bar { top: 9px; height: 4px; background: var(--own); border-radius: 2px; min-width: 1px }
.forest .dot {
  top: 6px; width: 10px; height: 10px; border-radius: 5px; background: var(--own);
  transform: translateX(-50%);
}
.forest .zero, .forest .least {
  top: -6px; bottom: -6px; width: 0; border-left: 1px solid var(--quiet);
}
.forest .least { border-left: 1px dashed var(--loss) }
.forest .axis { padding: 0; font-size: 11.5px; color: var(--quiet) }
.forest .axis .track { height: 16px }
.forest .axis .track span { position: absolute; transform: translateX(-50%); white-space: nowrap }
.small { display: grid; grid-template-columns: 1fr 1fr; gap: 22px 26px }
.small .x.minor { display: none }
.small .plot .area.own { opacity: .22 }
.claimed { position: absolute; top: 0; bottom: 0; border-left: 1px dashed var(--loss) }
.none { position: absolute; left: 0; right: 0; border-top: 1px solid var(--quiet) }
@media (max-width: 640px) {
  .small { grid-template-columns: 1fr }
  .forest > div { grid-template-columns: 78px 1fr 92px; gap: 8px; font-size: 12px }
}
`
