import type { Json, Random } from '../../src/base/index.ts'

/** What stands for a number no double holds until the document is text. */
const beyondAll = '@1e309@'

/** What no venue means: to be put in the place of what it said. `undefined` leaves it out. */
const nonsense: readonly (Json | undefined)[] = [
  ...['NaN', 'Infinity', '-1', '1e309', '', 'null', beyondAll],
  ...[-1, null, true, [], {}, [null], { '': -1 }, undefined],
]

/** Instead of the whole answer. */
const pages: readonly ((body: string, random: Random) => string)[] = [
  () => '',
  () => 'null',
  () => '[]',
  () => '{}',
  () => '"ok"',
  () => '<html><title>Welcome</title></html>',
  () => '\u0000\uFFFD{',
  (body, random) => body.slice(0, random.below(body.length)),
  (body) => `${body}${body}`,
  (body) => `[${body}]`,
]

/** An answer with something in it, or all of it, made nonsense of; an empty list is no nonsense. */
export function spoil(body: string, random: Random): string {
  const page = pages[random.below(pages.length)]
  if (random.below(5) === 0 && page !== undefined) return listless(page(body, random))
  const places: (() => unknown)[] = []
  const document: Json = JSON.parse(body)
  const value = nonsense[random.below(nonsense.length)]
  walk(document, (holder, name) => {
    places.push(() => {
      const old: unknown = Reflect.get(holder, name)
      // Nothing where there was something is what a venue says of nothing.
      if (Object(old) === old && (value ?? old) === Object(value ?? old))
        return Reflect.set(holder, name, 'NaN')
      if (value === undefined) Reflect.deleteProperty(holder, name)
      else Reflect.set(holder, name, value)
      return undefined
    })
  })
  places[random.below(Math.max(places.length, 1))]?.()
  return JSON.stringify(document).replace(`"${beyondAll}"`, '1e309')
}

function listless(body: string): string {
  return body === '[]' ? '[{}]' : body
}

/** Every place of a document, from the top. */
function walk(document: Json, visit: (holder: object, name: string) => void): void {
  if (typeof document !== 'object' || document === null) return
  for (const [name, value] of Object.entries(document)) {
    visit(document, name)
    walk(value, visit)
  }
}
