/** Where it says what an alert means and what to do. @param url - Of the folder; may be empty. */
export function runbookLink(name: string, url: string): string {
  return `${url === '' ? 'docs/runbook' : url.replace(/\/+$/, '')}/${name}.md`
}
