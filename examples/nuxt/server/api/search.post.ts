/** The same as a stream, word by word. */
export default defineEventHandler((event) => {
  const stream = createEventStream(event)
  const words = ['The ', '**valve** ', 'is ', 'stuck.']
  const say = async (): Promise<void> => {
    for (const token of words) await stream.push(JSON.stringify({ type: 'token', token }))
    const data = { success: true, answer: words.join(''), session_id: 'one' }
    await stream.push(JSON.stringify({ type: 'final', data }))
    await stream.close()
  }
  void say()
  return stream.send()
})
