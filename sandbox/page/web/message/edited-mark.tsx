/** Beside the text, or in the head of a message without one. */
export const EditedMark = () => <span class="edited-mark">(edited)</span>;
