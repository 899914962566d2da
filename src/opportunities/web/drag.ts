import { autoScrollForElements } from '@atlaskit/pragmatic-drag-and-drop-auto-scroll/element'
import { combine } from '@atlaskit/pragmatic-drag-and-drop/combine'
import { draggable, dropTargetForElements, monitorForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter'

/** What the board needs of the drag library, as one piece that is fetched after the first card is seen (with-drag.ts). */
export const drag = { autoScrollForElements, combine, draggable, dropTargetForElements, monitorForElements }
