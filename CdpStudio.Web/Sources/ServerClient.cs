namespace CdpStudio.Web.Sources;

/// <summary>A client for servers that others publish, and how it is pointed here.</summary>
/// <param name="Key">In the page's address; empty for the first.</param>
/// <param name="Name">The same in every language.</param>
/// <param name="Package">What people install.</param>
/// <param name="Code">Of the product's address, without a slash at the end, and the write key.</param>
/// <param name="HttpsOnly">Whatever the address says.</param>
internal sealed record ServerClient(string Key, string Name, string Package, Func<string, string, string> Code, bool HttpsOnly = false)
{
    public static IReadOnlyList<ServerClient> All { get; } =
    [
        new("", "Node.js", "@segment/analytics-node", Node),
        new("python", "Python", "segment-analytics-python", Python),
        new("java", "Java", "com.segment.analytics.java:analytics", Java),
        new("go", "Go", "github.com/segmentio/analytics-go/v3", Go),
        new("php", "PHP", "segmentio/analytics-php", Php),
        new("ruby", "Ruby", "analytics-ruby", Ruby, HttpsOnly: true),
        new("rudderstack", "RudderStack", "@rudderstack/rudder-sdk-node", RudderStack),
        new("jitsu", "Jitsu", "@jitsu/js", Jitsu),
    ];

    private static string Node(string address, string writeKey) => $$"""
        import { Analytics } from '@segment/analytics-node'

        const analytics = new Analytics({
          writeKey: '{{writeKey}}',
          host: '{{address}}',
        })
        analytics.track({ userId: 'u-1', event: 'Order Completed', properties: { total: 47.97 } })
        """;

    private static string Python(string address, string writeKey) => $$"""
        import segment.analytics as analytics

        analytics.write_key = '{{writeKey}}'
        analytics.host = '{{address}}'
        analytics.track('u-1', 'Order Completed', {'total': 47.97})
        """;

    // Its endpoint alone would get /v1/import behind it.
    private static string Java(string address, string writeKey) => $$"""
        import com.segment.analytics.Analytics;
        import com.segment.analytics.messages.TrackMessage;
        import java.util.Map;

        Analytics analytics = Analytics.builder("{{writeKey}}")
            .setUploadURL("{{address}}/v1/batch")
            .build();
        analytics.enqueue(TrackMessage.builder("Order Completed")
            .userId("u-1")
            .properties(Map.of("total", 47.97)));
        """;

    private static string Go(string address, string writeKey) => $$"""
        import "github.com/segmentio/analytics-go/v3"

        client, err := analytics.NewWithConfig("{{writeKey}}", analytics.Config{
            Endpoint: "{{address}}",
        })
        if err != nil {
            panic(err)
        }
        defer client.Close()
        client.Enqueue(analytics.Track{
            UserId:     "u-1",
            Event:      "Order Completed",
            Properties: analytics.Properties{"total": 47.97},
        })
        """;

    // It puts http:// or https:// before the host itself.
    private static string Php(string address, string writeKey) => $$"""
        use Segment\Segment;

        Segment::init('{{writeKey}}', [
            'host' => '{{new Uri(address).Authority}}',
            'ssl' => {{(new Uri(address).Scheme == Uri.UriSchemeHttps ? "true" : "false")}},
        ]);
        Segment::track(['userId' => 'u-1', 'event' => 'Order Completed', 'properties' => ['total' => 47.97]]);
        """;

    // It would send to /v1/import.
    private static string Ruby(string address, string writeKey) => $$"""
        require 'segment/analytics'

        analytics = Segment::Analytics.new(
          write_key: '{{writeKey}}',
          host: '{{new Uri(address).Host}}',
          port: {{new Uri(address).Port}},
          path: '/v1/batch'
        )
        analytics.track(user_id: 'u-1', event: 'Order Completed', properties: { total: 47.97 })
        """;

    private static string RudderStack(string address, string writeKey) => $$"""
        import RudderAnalytics from '@rudderstack/rudder-sdk-node'

        const analytics = new RudderAnalytics('{{writeKey}}', { dataPlaneUrl: '{{address}}' })
        analytics.track({ userId: 'u-1', event: 'Order Completed', properties: { total: 47.97 } })
        """;

    // It starts with no key that has no secret. And it makes one anonymous id for its process, which would make one person of everybody.
    private static string Jitsu(string address, string writeKey) => $$"""
        import { jitsuAnalytics } from '@jitsu/js'

        const analytics = jitsuAnalytics({
          host: '{{address}}',
          writeKey: '{{writeKey}}:secret',
          s2s: true,
        })
        await analytics.setAnonymousId('')
        await analytics.track('Order Completed', { total: 47.97 }, { userId: 'u-1' })
        """;
}
