import type { ReactNode } from 'react'
import { useWords } from './address.ts'
import { numberText } from './format/number-text.ts'
import { ChoiceField, hasWords, WordsField } from './panel/filter-fields.tsx'
import { LookLine } from './panel/look-line.tsx'
import { Empty, Panel } from './panel/panel.tsx'
import { originKind, originKinds, type Setting, valueText } from './settings/setting-text.ts'
import { useView } from './state/use-view.ts'

const everything = { words: '', section: '', from: '' }
const nothing = {}

/** Every setting in force, with where it came from. Nothing here changes one. */
export function SettingsPage(): ReactNode {
  const { said, failure, isLooking, look } = useView('configuration', nothing)
  const [filter, change] = useWords(everything)
  const rows = said?.rows ?? []
  const found = rows.filter((row) => isFound(row, filter))
  const sections = [...new Set(rows.map(({ key }) => sectionOf(key)))]
  return (
    <div className="stack">
      <LookLine isLooking={isLooking} failure={failure} look={look}>
        As the desk was started; a desk keeps the terms it began with.
      </LookLine>
      <Panel
        id="settings"
        title="Settings in force"
        count={found.length}
        note="What holds, and where it was said: a file and its line, a variable, a flag, or nowhere. They are changed there and not here; no key and no password is one of them."
        csv={{ rows: () => found, name: 'settings' }}
      >
        <search className="filters bare" aria-label="Which settings">
          <WordsField
            label="Words"
            value={filter.words}
            change={(words) => change({ ...filter, words })}
          />
          <ChoiceField
            label="Section"
            value={filter.section}
            change={(section) => change({ ...filter, section })}
            choices={sections}
          />
          <ChoiceField
            label="Said by"
            value={filter.from}
            change={(from) => change({ ...filter, from })}
            choices={originKinds}
          />
          <span className="filters-end" role="status">
            {numberText(found.length, 0)} of {numberText(rows.length, 0)}
          </span>
        </search>
        {found.length === 0 ? (
          <Empty>{said === undefined ? 'Nothing is told yet.' : 'No setting is like that.'}</Empty>
        ) : (
          <SettingTable rows={found} />
        )}
      </Panel>
    </div>
  )
}

function SettingTable({ rows }: { readonly rows: readonly Setting[] }): ReactNode {
  return (
    <table className="settings">
      <caption className="unseen">Settings, their values and origins</caption>
      <thead>
        <tr>
          <th scope="col">Setting</th>
          <th scope="col">Value</th>
          <th scope="col">Said by</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <SettingRow key={row.key} row={row} />
        ))}
      </tbody>
    </table>
  )
}

function SettingRow({ row }: { readonly row: Setting }): ReactNode {
  const { key, value, origin, fallback, meaning } = row
  const isSaid = originKind(origin) !== 'default'
  return (
    <tr className={isSaid ? 'said-here' : ''}>
      <th scope="row">
        <code>{key}</code>
        <span className="note">{meaning}</span>
      </th>
      <td>
        <code>{valueText(value)}</code>
        {isSaid && valueText(value) !== valueText(fallback) ? (
          <span className="note">
            default <code>{valueText(fallback)}</code>
          </span>
        ) : null}
      </td>
      <td className="origin">{isSaid ? <strong>{origin}</strong> : origin}</td>
    </tr>
  )
}

function isFound({ key, origin, meaning }: Setting, filter: typeof everything): boolean {
  return (
    (filter.section === '' || sectionOf(key) === filter.section) &&
    (filter.from === '' || originKind(origin) === filter.from) &&
    hasWords(`${key} ${meaning} ${origin}`, filter.words)
  )
}

function sectionOf(key: string): string {
  return key.split('.')[0] ?? ''
}
