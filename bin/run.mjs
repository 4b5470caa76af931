// Runs the command line on the Node it is given, which is 24 or newer.
import { enableCompileCache } from 'node:module'
import { inlineMore } from './inline-more.mjs'

enableCompileCache()
inlineMore()
process.stdout.on('error', (error) => {
  // A reader that has seen enough, such as `head`, is no error.
  if (error.code === 'EPIPE') process.exit(0)
  throw error
})
// Not by the index of the room: what serves a page or an exchange is loaded by who asks for it.
const { main } = await import('../dist/doors/cli/main.js')
process.exitCode = await main(process.argv.slice(2))
