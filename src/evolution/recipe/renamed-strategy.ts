import { recipeMark } from './print-recipe.ts'

/** A strategy file under another name, without the recipe it may have been printed from. */
export function renamedStrategy(source: string, name: string): string {
  const lines = source.split('\n')
  const isPrinted = lines[1]?.startsWith(recipeMark) === true
  const rest = isPrinted ? lines.slice(2) : lines
  return rest.join('\n').replace(/\bname: (['"])[a-z0-9-]+\1/, `name: '${name}'`)
}
