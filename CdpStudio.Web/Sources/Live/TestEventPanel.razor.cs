using System.Diagnostics;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Sources;
using CdpStudio.Web.Components;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Sources.Live;

/// <summary>Stays open after a message was sent: whoever tries a plan out sends several.</summary>
public sealed partial class TestEventPanel(SendTestMessageHandler send, ToastList toasts, IStringLocalizer<SourceTexts> texts)
{
    private string _json = """
        {
          "type": "track",
          "anonymousId": "live-view-test",
          "event": "Test Event",
          "properties": { "from": "live view" }
        }
        """;

    private string? _error;

    [Parameter, EditorRequired]
    public required int Source { get; set; }

    [Parameter]
    public EventCallback OnClose { get; set; }

    private IStringLocalizer<SourceTexts> Texts => texts;

    private async Task SendAsync()
    {
        var result = await send.HandleAsync(new SendTestMessage(new SourceId(Source), _json), CancellationToken.None);
        _error = result switch
        {
            SendTestResult.Sent => null,
            SendTestResult.Refused(var refusal) => texts["TestRefused", refusal.Words].Value,
            SendTestResult.Closed => texts["TestClosed"].Value,
            SendTestResult.Full => texts["TestFull"].Value,
            _ => throw new UnreachableException(result.GetType().Name),
        };
        if (_error is null) toasts.Show(texts["TestSent"]);
    }
}
