import type { ReactNode } from 'react'
import { pages } from '../pages.tsx'
import { Sheet } from '../panel/sheet.tsx'

const groups = [
  {
    name: 'Everywhere',
    keys: [
      ['?', 'these keys'],
      ['/', 'search'],
      ['Escape', 'put away what lies over the page'],
      ['Tab', 'to the next control'],
    ],
  },
  {
    name: 'In lists',
    keys: [
      ['j', 'next row'],
      ['k', 'row before'],
      ['J', 'next list'],
      ['K', 'list before'],
      ['Enter', 'open the row'],
    ],
  },
  {
    name: 'The past',
    keys: [
      ['g p', 'look back'],
      ['[', 'a minute back'],
      [']', 'a minute on'],
      ['{', 'an hour back'],
      ['}', 'an hour on'],
      ['g b', 'back to now'],
    ],
  },
] as const

/** Every key that does something here. */
export function KeySheet({ close }: { readonly close: () => void }): ReactNode {
  return (
    <Sheet title="Keys" className="keys" close={close}>
      <div className="key-groups">
        <KeyGroup
          name="Pages"
          keys={pages.map(({ letter, title }) => [`g ${letter}`, title] as const)}
        />
        {groups.map(({ name, keys }) => (
          <KeyGroup key={name} name={name} keys={keys} />
        ))}
      </div>
      <p className="note">
        No key pauses, reduces or kills: that takes a press of a switch, or{' '}
        <code>coinswarm kill</code> in a terminal.
      </p>
    </Sheet>
  )
}

type KeyGroupProps = {
  readonly name: string
  readonly keys: readonly (readonly [keys: string, does: string])[]
}

function KeyGroup({ name, keys }: KeyGroupProps): ReactNode {
  return (
    <section>
      <h3>{name}</h3>
      <dl>
        {keys.map(([pressed, does]) => (
          <div key={pressed}>
            <dt>
              {pressed.split(' ').map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
