import type { ChangeRow } from './desk-changes.ts'
import { numberColumn, textColumn, type TrailTable } from './trail-paper.ts'

type ChangeList = ChangeRow['list']

const time = textColumn('time', 'Time (UTC)')
const who = textColumn('actor', 'Who')
const limits = [numberColumn('was', 'Was'), numberColumn('max', 'Allowed')]

const lists: readonly (Omit<TrailTable, 'rows'> & { readonly name: ChangeList })[] = [
  {
    name: 'modes',
    title: 'Changes of mode',
    about: 'By itself a desk only moves to the safer side.',
    columns: [
      ...[time, textColumn('from', 'From'), textColumn('to', 'To'), who],
      ...[textColumn('reason', 'Reason'), textColumn('hold', 'Besides')],
    ],
    none: 'The mode never changed.',
  },
  {
    name: 'changes',
    title: 'Changes of limits, versions and the like',
    about: 'As the desk took them in.',
    columns: [
      ...[time, textColumn('kind', 'Kind'), textColumn('what', 'What'), who],
      textColumn('reason', 'Reason'),
    ],
    none: 'Nothing was changed.',
  },
  {
    name: 'breaches',
    title: 'Breakers, standings and alerts',
    about: 'Where something was not as it should be, or was again.',
    columns: [
      ...[time, textColumn('kind', 'Kind'), textColumn('subject', 'Of')],
      ...[textColumn('state', 'What'), ...limits, who],
    ],
    none: 'None moved.',
  },
  {
    name: 'refusals',
    title: 'Refusals',
    about: 'What risk refused, and what it cut: by which limit, what it saw and what it allows.',
    columns: [
      ...[time, textColumn('instrument', 'Instrument'), textColumn('said', 'Said')],
      ...[textColumn('limit', 'Limit'), ...limits],
    ],
    none: 'Risk refused nothing.',
  },
]

/** What moved a desk, as tables: modes, changes, breaches, refusals. */
export function changeTables(changes: readonly ChangeRow[]): readonly TrailTable[] {
  return lists.map((table) => {
    const own = changes.filter(({ list }) => list === table.name)
    return { ...table, rows: own.map(({ cells }) => cells) }
  })
}
