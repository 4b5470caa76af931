/**
 * The sentences of a paper, in order, as a reader sees them: without code blocks, headings, tables,
 * pictures and marks. A sentence is in one line.
 */
export function paperSentences(paper: string): readonly string[] {
  const prose = paper
    .replaceAll(/^```.*?^```$/gms, '')
    .split('\n')
    .map((line) => (/^(?:#|\||!\[|<!--)/.test(line) ? '' : line.replace(/^(?:[-*]|\d+\.) /, '\n')))
    .join('\n')
  return prose
    .split(/\n\s*\n/)
    .flatMap((paragraph) => paragraph.split(sentenceEnd))
    .map(plainWords)
    .filter((sentence) => /\w/.test(sentence))
}

const sentenceEnd = /(?<=[.?!][)*]*)\s+(?=[A-Z“`[*])/

/** Words without the marks of Markdown, in one line. */
export function plainWords(text: string): string {
  return text
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replaceAll(/\*\*|`/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim()
}
