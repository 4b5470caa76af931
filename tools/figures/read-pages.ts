import type { Figure } from './figure.ts'
import { tableRows } from './page-part.ts'

/** Of every room the share of mutants that its tests notice: from `docs/mutation.md`. */
export function mutationScores(page: string): readonly Figure[] {
  return tableRows(page, 'room').flatMap(([room = '', mutants = '', ...rest]): Figure[] => {
    const score = rest.at(-2) ?? ''
    const unanswered = Number(rest.at(-1))
    const of = room.replaceAll('`', '')
    return [
      {
        name: `${of}: share of ${mutants} mutants that were noticed`,
        ...{ asked: '>= 85 %', value: Number.parseFloat(score), unit: '%', status: 'measured' },
      },
      {
        name: `${of}: survivors that nobody has answered`,
        ...{ asked: '<= 0 mutants', value: unanswered, unit: 'mutants', status: 'measured' },
      },
    ]
  })
}

/** From an empty cache to a page that answers, by the Node that starts it: `docs/install.md`. */
export function installTimes(page: string): readonly Figure[] {
  return tableRows(page, 'started by').map(
    ([node = '', installed = '', , answers = '']): Figure => ({
      name: `Node ${node}: from an empty cache to the page`,
      ...{ asked: '', value: Number(answers), unit: 's', status: 'measured' },
      note: `packages installed after ${installed} s`,
    }),
  )
}
