import {
  type House,
  isListed,
  isProduct,
  isPublicDoor,
  isTest,
  roomOf,
  type Untidy,
} from './house.ts'
import type { Link, Source } from './source.ts'

/** Imports go left and through the door, and packages come in only where they are allowed. */
export function tidyImports(source: Source, house: House): Untidy[] {
  const room = roomOf(source.file)
  if (room !== undefined && !house.rooms.includes(room))
    return [source.say(0, `${room} is not a room; add it to rooms.json`)]
  const said = source.links.flatMap((link) => {
    const message =
      link.target.includes('/index.ts') || link.target.startsWith('src/')
        ? tidyRoomLink(source, link, house)
        : tidyPackageLink(source, link, house)
    return message === undefined ? [] : [source.say(link.offset, message)]
  })
  return [...new Set(said)]
}

function tidyRoomLink(
  { file }: Source,
  { target, name, isType }: Link,
  house: House,
): string | undefined {
  const from = roomOf(file)
  const to = roomOf(target)
  if (to === undefined || from === to) return undefined
  if (isProduct(file) && house.rooms.indexOf(to) > house.rooms.indexOf(from ?? ''))
    return `may not import ${to}: imports go left`
  // Types cost the page nothing, and the door would drag the desk into the browser.
  if ((file.startsWith('web/') && isType) || target === `src/${to}/index.ts`) {
    const isCrossing = to === 'domain' && crossings.has(name) && isProduct(file)
    return isCrossing && !isListed(file, house.crossing)
      ? `may not call ${name}: floats become integers only in the files rooms.json lists`
      : undefined
  }
  // The index would load all doors for a word of help.
  if (file === 'bin/run.mjs' && target === 'src/doors/cli/main.ts') return undefined
  // Tests, benches and examples may enter where a user's program may.
  if (!isProduct(file) && isPublicDoor(target, house)) return undefined
  return `enter ${to} by its index.ts`
}

/** What `domain/round.ts` exports. */
const crossings: ReadonlySet<string> = new Set(['toPrice', 'toQuantity', 'slipped'])

function tidyPackageLink(source: Source, link: Link, house: House): string | undefined {
  const { file } = source
  const room = roomOf(file)
  const { target, isLazy, isType } = link
  if (room === undefined || isTest(file) || /^(node:|\.|src\/|web\/)/.test(target)) return undefined
  const name = target
    .split('/')
    .slice(0, target.startsWith('@') ? 2 : 1)
    .join('/')
  const allowed = [
    ...(house.packages[room] ?? []),
    ...(house.packages[file.slice('src/'.length)] ?? []),
  ]
  if (!allowed.includes(name)) return `${room} may not use the package ${name}; see rooms.json`
  if (house.heavy.includes(name) && !isLazy && !isType)
    return `${name} is slow to load: import() it where it is needed`
  return undefined
}

/** A heavy package has one adapter in a room; elsewhere it would spread. */
export function tidyAdapters(sources: readonly Source[], house: House): Untidy[] {
  const adapters = new Map<string, string>()
  return sources
    .filter(({ file }) => isProduct(file))
    .flatMap((source) =>
      source.links.flatMap(({ target, offset, isType }) => {
        if (isType || !house.heavy.includes(target)) return []
        const key = `${roomOf(source.file)} ${target}`
        const adapter = adapters.get(key) ?? source.file
        adapters.set(key, adapter)
        return adapter === source.file
          ? []
          : [source.say(offset, `${target} already has an adapter: ${adapter}`)]
      }),
    )
}
