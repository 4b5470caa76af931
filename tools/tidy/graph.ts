import { type House, isProduct, isPublicDoor, isTest, roomOf, type Untidy } from './house.ts'
import type { Export, Source } from './source.ts'

/** No import cycle between the files of a room. */
export function tidyCycles(sources: readonly Source[]): Untidy[] {
  const byFile = new Map(sources.map((source) => [source.file, source]))
  const found: Untidy[] = []
  const state = new Map<string, 'open' | 'done'>()
  const walk = (file: string, trail: readonly string[]): void => {
    if (state.get(file) === 'open')
      found.push(`${[...trail.slice(trail.indexOf(file)), file].join(' -> ')}: import cycle`)
    if (state.has(file)) return
    state.set(file, 'open')
    const targets = byFile.get(file)?.links.filter(({ isLazy }) => !isLazy) ?? []
    for (const target of new Set(targets.map((link) => link.target)))
      if (byFile.has(target)) walk(target, [...trail, file])
    state.set(file, 'done')
  }
  for (const { file } of sources) if (isProduct(file)) walk(file, [])
  return found
}

/** No file and no name that nothing uses. A door may name types for those who want to say them. */
export function tidyDead(sources: readonly Source[], house: House): Untidy[] {
  const users = usersByName(sources)
  return sources
    .filter(({ file }) => isProduct(file))
    .flatMap((source) => {
      const all = [...users.keys()].filter((key) => key.startsWith(`${source.file}#`))
      const isPublic = isPublicDoor(source.file, house)
      const isDoor = isPublic || /^src\/[^/]+\/index\.ts$/.test(source.file)
      const isUsed = all.some((key) => users.get(key)?.some((file) => !isTest(file)))
      if (!isDoor && !isUsed) return [source.say(0, 'never imported')]
      if (isPublic) return []
      return source.exports
        .filter((each) => !(isDoor && each.isType) && !isAlive(source, each, users))
        .map(({ name, offset }) => source.say(offset, `nothing uses the export ${name}`))
    })
}

/** `file#name` to the files that take it; `file#*` to those that take everything. */
function usersByName(sources: readonly Source[]): ReadonlyMap<string, readonly string[]> {
  const users = new Map<string, string[]>()
  for (const { file, links } of sources)
    for (const { target, name } of links) {
      const key = `${target}#${name}`
      users.set(key, [...(users.get(key) ?? []), file])
    }
  return users
}

/**
 * A test of the same room keeps a name alive only when its own file uses it too; a type used in its
 * own file is part of what that file says.
 */
function isAlive(
  { file, text }: Source,
  { name, isType }: Export,
  users: ReadonlyMap<string, readonly string[]>,
): boolean {
  const takers = [...(users.get(`${file}#${name}`) ?? []), ...(users.get(`${file}#*`) ?? [])]
  const isForeign = (user: string): boolean => !isTest(user) || roomOf(user) !== roomOf(file)
  if (takers.some(isForeign)) return true
  const isUsedHere = (text.match(new RegExp(`\\b${name}\\b`, 'g')) ?? []).length > 1
  return isUsedHere && (isType || takers.length > 0)
}
