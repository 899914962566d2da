import { draggable, dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter'

const kind = 'pipeline-stage'

/** Makes a row of a list draggable and a place to drop another row before or behind it. Fetched after the list is seen. */
export const attachRow = (element: HTMLElement, index: number, onDrop: (from: number, to: number) => void): (() => void) => {
  // Written into the document directly: a pointer move must not draw React.
  const mark = (edge: 'before' | 'behind' | undefined): void => {
    if (edge) element.dataset['drop'] = edge
    else delete element.dataset['drop']
  }
  const edgeAt = (y: number): 'before' | 'behind' => {
    const { top, height } = element.getBoundingClientRect()
    return y < top + height / 2 ? 'before' : 'behind'
  }
  const stopDragging = draggable({
    element,
    getInitialData: () => ({ kind, index }),
    onDragStart: () => (element.dataset['dragged'] = 'true'),
    onDrop: () => delete element.dataset['dragged'],
  })
  const stopDropping = dropTargetForElements({
    element,
    canDrop: ({ source }) => source.data['kind'] === kind && source.data['index'] !== index,
    onDrag: ({ location }) => mark(edgeAt(location.current.input.clientY)),
    onDragLeave: () => mark(undefined),
    onDrop: ({ source, location }) => {
      mark(undefined)
      const from = Number(source.data['index'])
      const gap = edgeAt(location.current.input.clientY) === 'before' ? index : index + 1
      onDrop(from, gap > from ? gap - 1 : gap)
    },
  })
  return () => {
    stopDragging()
    stopDropping()
  }
}
