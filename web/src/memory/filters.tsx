import type { ReactNode } from 'react'
import type { MemoryTold } from '../../../src/app/memory/memory-told.ts'
import { instrumentName } from '../format/instrument-name.ts'
import { numberText } from '../format/number-text.ts'
import { useDesk } from '../state/use-desk.ts'
import { type EpisodeFilter, everything, regimeWords } from './memory-rows.ts'

type FiltersProps = {
  readonly told: MemoryTold
  readonly filter: EpisodeFilter
  readonly change: (filter: EpisodeFilter) => void
  /** How many are left. */
  readonly found: number
}

/** What of the episodes is looked at, on the map and in the list. */
export function Filters({ told, filter, change, found }: FiltersProps): ReactNode {
  const desk = useDesk('desk')
  const set = (key: keyof EpisodeFilter) => {
    return (value: string): void => change({ ...filter, [key]: value })
  }
  return (
    <search className="panel filters" aria-label="Which episodes">
      <Choice label="Instrument" value={filter.instrument} change={set('instrument')}>
        {told.instruments.map((id) => [id, instrumentName(desk, id)])}
      </Choice>
      <Choice label="Agent" value={filter.agent} change={set('agent')}>
        {told.agents.map((agent) => [agent, agent])}
      </Choice>
      <Choice label="Regime" value={filter.regime} change={set('regime')}>
        {regimeWords(told.regimes).map((word) => [word, word])}
      </Choice>
      <Choice label="Kind" value={filter.kind} change={set('kind')}>
        {[
          ['position', 'positions'],
          ['view', 'views'],
        ]}
      </Choice>
      <Choice label="Side" value={filter.side} change={set('side')}>
        {[
          ['long', 'long'],
          ['short', 'short'],
        ]}
      </Choice>
      <Day label="Decided from" value={filter.from} change={set('from')} />
      <Day label="Up to" value={filter.until} change={set('until')} />
      <div className="filters-end">
        <span role="status">
          {numberText(found, 0)} of {numberText(told.episodes.length, 0)}
        </span>
        <button
          type="button"
          className="plain"
          disabled={Object.values(filter).every((word) => word === '')}
          onClick={() => change(everything)}
        >
          Show all
        </button>
      </div>
    </search>
  )
}

type ChoiceProps = {
  readonly label: string
  readonly value: string
  readonly change: (value: string) => void
  /** What may be chosen, with what it is called. */
  readonly children: readonly (readonly string[])[]
}

function Choice({ label, value, change, children }: ChoiceProps): ReactNode {
  return (
    <label className="field">
      <span className="note">{label}</span>
      <select value={value} onChange={(event) => change(event.currentTarget.value)}>
        <option value="">all</option>
        {children.map(([word, name]) => (
          <option key={word} value={word}>
            {name}
          </option>
        ))}
      </select>
    </label>
  )
}

type DayProps = Pick<ChoiceProps, 'label' | 'value' | 'change'>

function Day({ label, value, change }: DayProps): ReactNode {
  return (
    <label className="field">
      <span className="note">{label}</span>
      <input type="date" value={value} onChange={(event) => change(event.currentTarget.value)} />
    </label>
  )
}
