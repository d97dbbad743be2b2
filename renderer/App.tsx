/** The app: for now, nothing. */
export function App() {
  return null;
}
