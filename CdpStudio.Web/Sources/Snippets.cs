namespace CdpStudio.Web.Sources;

/// <summary>What people copy to send their first message. Code, so it reads the same in every language.</summary>
internal static class Snippets
{
    public static string Terminal(string address, string writeKey) => $$$"""
        curl {{{address}}}/v1/track \
          --user {{{writeKey}}}: \
          --json '{"userId":"u-1","event":"Order Completed","properties":{"total":47.97}}'
        """;

    public static string Page(string address, string writeKey) => $$"""
        import { AnalyticsBrowser } from '@segment/analytics-next'

        const analytics = AnalyticsBrowser.load({
          writeKey: '{{writeKey}}',
          cdnURL: '{{address}}',
        })
        analytics.page()
        """;
}
