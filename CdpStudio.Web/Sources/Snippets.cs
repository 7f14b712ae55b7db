namespace CdpStudio.Web.Sources;

/// <summary>What people copy to send their first message. Code, so it reads the same in every language.</summary>
internal static class Snippets
{
    public const string AndroidName = "Android";
    public const string IosName = "iOS";

    public static string Terminal(string address, string writeKey) => $$$"""
        curl {{{address}}}/v1/track \
          --user {{{writeKey}}}: \
          --json '{"userId":"u-1","event":"Order Completed","properties":{"total":47.97}}'
        """;

    /// <summary>Our own library. What a page calls before it is loaded waits in an array.</summary>
    public static string Page(string address, string writeKey) => $$"""
        <script>
          !function (w, d) {
            var c = w.cdp = w.cdp || [];
            if (c.load) return;
            "load identify track page group alias reset consent optOut optIn flush".split(" ").forEach(function (m) {
              c[m] = function () { c.push([Date.now(), m, arguments]) }
            });
            var s = d.createElement("script");
            s.async = true;
            s.src = "{{address}}{{Ingestion.WebSdk.Path}}";
            d.head.appendChild(s);
          }(window, document);
          cdp.load("{{writeKey}}");
          cdp.page();
        </script>
        """;

    public static string PageCalls { get; } = """
        cdp.identify("u-1", { email: "zoe@example.com", plan: "premium" });
        cdp.track("Order Completed", { total: 47.97 });
        cdp.reset();
        """;

    public static string PageConsent(string writeKey) => $$"""
        cdp.load("{{writeKey}}", { consent: "required" });

        cdp.consent(true);
        cdp.consent(false);
        """;

    public static string Bundle(string address, string writeKey) => $$"""
        import { AnalyticsBrowser } from '@segment/analytics-next'

        const analytics = AnalyticsBrowser.load({
          writeKey: '{{writeKey}}',
          cdnURL: '{{address}}',
        })
        analytics.page()
        """;

    /// <summary>For clients that put <c>https://</c> before what they are given.</summary>
    public static string Android(string address, string writeKey) => $$"""
        val analytics = Analytics("{{writeKey}}", applicationContext) {
            apiHost = "{{Authority(address)}}/v1"
            cdnHost = "{{Authority(address)}}/v1"
        }
        """;

    /// <inheritdoc cref="Android"/>
    public static string Ios(string address, string writeKey) => $$"""
        let configuration = Configuration(writeKey: "{{writeKey}}")
            .apiHost("{{Authority(address)}}/v1")
            .cdnHost("{{Authority(address)}}/v1")
        let analytics = Analytics(configuration: configuration)
        """;

    private static string Authority(string address) => new Uri(address).Authority;
}
