import fc from 'fast-check'
import { expect, it } from 'vitest'
import { html, jsonBlock } from './html.ts'

it('escapes every string, in text and in attributes', () => {
  const hostile = `"><img src=x onerror='alert(1)'>&amp;`
  expect(html`<p title="${hostile}">${hostile}</p>`.markup).not.toMatch(/<img|onerror='/)
  expect(html`${'<b>'}`.markup).toBe('&lt;b&gt;')
})

it('leaves markup alone, joins lists and drops undefined', () => {
  const items = ['a', '<'].map((text) => html`<li>${text}</li>`)
  expect(html`<ul>${items}${undefined}${3}</ul>`.markup).toBe('<ul><li>a</li><li>&lt;</li>3</ul>')
})

it('lets no text end a block of JSON, and changes no value in it', () => {
  fc.assert(
    fc.property(fc.string(), fc.constantFrom('</script>', '<!--', '<script', ''), (text, end) => {
      const value = { text: text + end }
      const { markup } = jsonBlock(value)
      const inside = markup.slice('<script type="application/json">'.length, -'</script>'.length)
      expect(inside).not.toContain('<')
      expect(JSON.parse(inside)).toEqual(value)
    }),
  )
})
