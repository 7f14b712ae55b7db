using CdpStudio.Core.Messaging.Content;

namespace CdpStudio.Benchmarks.Sending;

/// <summary>The mail that is sent: with values to fill in, and as long as one that people write.</summary>
internal static class NewKilims
{
    public static MessageContent Content { get; } = MessageContent.Empty with
    {
        Subject = "Hello {{country|you}}",
        Heading = "New kilims",
        Text = string.Join("\n\n", Enumerable.Repeat("The new collection is here, woven in Isparta and dyed with madder and walnut.", 12)),
        Button = new("Look at them", "https://kilim.example/new?from={{country|mail}}"),
    };
}
