extension ReportPage {
  /// By day, by night and on paper.
  static let style =
    Plot.style + "\n" + """
      :root{--ink:#1c2027;--paper:#fff;--soft:#59616f;--rule:#d5d9e0;--band:#f4f6f9}
      @media (prefers-color-scheme:dark){:root{--ink:#e6e9ef;--paper:#14171c;--soft:#a3adbb;\
      --rule:#3a404b;--band:#1d2128}}
      @media print{:root{--ink:#000;--paper:#fff;--soft:#444;--rule:#ccc;--band:#fff}}
      *{box-sizing:border-box}
      body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,sans-serif}
      main{max-width:62rem;margin:0 auto;padding:1.5rem 1rem 4rem}
      h1{font-size:1.6rem;line-height:1.25;overflow-wrap:anywhere}
      h2{font-size:1.2rem;margin-top:2.2rem;border-bottom:1px solid var(--rule);padding-bottom:.3rem}
      h3{font-size:1rem;margin:0 0 .3rem}
      .note,figcaption{color:var(--soft);font-size:.9rem}
      figure{margin:1.5rem 0;break-inside:avoid}
      .wide{overflow-x:auto;margin:1rem 0}
      .wide:focus-visible{outline:2px solid var(--plot-1)}
      table{border-collapse:collapse;width:100%;font-size:.9rem}
      caption{text-align:left;font-weight:600;padding:.3rem 0}
      th,td{text-align:left;vertical-align:top;padding:.35rem .6rem;border-bottom:1px solid var(--rule)}
      thead th,thead td{background:var(--band)}
      tbody th{font-weight:400;overflow-wrap:anywhere;min-width:8rem}
      .figure{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
      li{margin:.7rem 0;overflow-wrap:anywhere}
      code,pre{font:.85rem/1.45 ui-monospace,monospace}
      pre{white-space:pre-wrap;overflow-wrap:anywhere;background:var(--band);padding:.8rem;margin:.3rem 0}
      summary{cursor:pointer;padding:.3rem 0;overflow-wrap:anywhere}
      @media print{.wide{overflow:visible}table{font-size:.75rem}a{color:inherit}}
      """
}
