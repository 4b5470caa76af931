import { type Checked, lineDiff, sourceMax } from '../../evolution/index.ts'

/**
 * The reader of a difference where no second model is asked: it knows no strategy, and declines
 * what nobody could read or what is no change.
 */
export function readChange(source: string, parent: string): Checked {
  const lines = lineDiff(parent, source)
  const added = lines.filter(({ is }) => is === '+').length
  const removed = lines.filter(({ is }) => is === '-').length
  const figures = { added, removed }
  if (source.length > sourceMax)
    return { isPassed: false, why: `longer than ${sourceMax} characters`, figures }
  if (added + removed === 0) return { isPassed: false, why: 'it changes nothing', figures }
  return { isPassed: true, why: `${added} lines more, ${removed} lines less`, figures }
}
