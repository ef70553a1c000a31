"use strict";
// The page is complete without this script: it only adds tooltips and a little comfort.
(() => {
  const options = {
    ast: true, // Vega's own interpreter: no eval, so that the policy need not allow it
    renderer: "svg",
    actions: false,
    defaultStyle: false, // its style element would break the policy; ours is in the page
    tooltip: { disableDefaultStyle: true },
  };

  for (const figure of document.querySelectorAll("figure.chart")) {
    const spec = JSON.parse(figure.querySelector("script").textContent);
    const drawn = document.createElement("div");
    vegaEmbed(drawn, spec, options).then(
      () => {
        figure.querySelector(".picture").replaceChildren(drawn);
        figure.dataset.live = "yes";
      },
      () => {}, // the still picture stays
    );
  }

  document.addEventListener("keydown", (event) => {
    const open = event.target.closest("details.refs[open]");
    if (event.key === "Escape" && open) {
      open.open = false;
      open.querySelector("summary").focus();
    }
  });

  let opened = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("details.data:not([open])")];
    for (const details of opened) details.open = true;
  });
  addEventListener("afterprint", () => {
    for (const details of opened) details.open = false;
  });
})();
