/** VitePress's own theme, and pictures that Mermaid draws. */

import { type Theme, useData } from 'vitepress';
import DefaultTheme from 'vitepress/theme';
import { defineComponent, h, onMounted, ref, watch } from 'vue';

let drawn = 0;

/** Draws a picture in the browser. Mermaid is loaded by the pages that have one, from this site. */
const Mermaid = defineComponent({
  props: { code: { type: String, required: true } },
  setup(props) {
    const { isDark } = useData();
    const text = decodeURIComponent(props.code);
    const svg = ref('');
    const draw = async (): Promise<void> => {
      const { default: mermaid } = await import('mermaid');
      mermaid.initialize({ startOnLoad: false, theme: isDark.value ? 'dark' : 'neutral' });
      drawn += 1;
      svg.value = (await mermaid.render(`mermaid-${drawn}`, text)).svg;
    };
    onMounted(draw);
    watch(isDark, draw);
    // Where nothing can be drawn, the text says the same.
    return () => (svg.value === '' ? h('pre', text) : h('div', { innerHTML: svg.value }));
  },
});

const theme: Theme = {
  extends: DefaultTheme,
  enhanceApp({ app }) {
    app.component('Mermaid', Mermaid);
  },
};

export default theme;
