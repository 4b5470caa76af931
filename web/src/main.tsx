import { createRoot } from 'react-dom/client'
import { FrontDoor } from './front-door.tsx'
import { DeskConnection } from './state/desk-connection.ts'
import { DeskStore } from './state/desk-store.ts'
import { exchangeCode, takeCode } from './state/exchange-code.ts'
import { DeskContext } from './state/use-desk.ts'
import { startTheme } from './theme.ts'

const store = new DeskStore()
const connection = new DeskConnection(store)

/** A code in the address bar is exchanged first; without a good one the cookie may still hold. */
async function enter(code: string | undefined): Promise<void> {
  connection.open(code === undefined ? undefined : await exchangeCode(code))
}

startTheme()
addEventListener('hashchange', () => {
  const code = takeCode()
  // Other words in the address bar choose what is shown and leave the stream alone.
  if (code !== undefined) void enter(code)
})
void enter(takeCode())

const root = document.getElementById('root')
if (root !== null)
  createRoot(root).render(
    <DeskContext value={store}>
      <FrontDoor retry={() => connection.open()} />
    </DeskContext>,
  )
