using CdpStudio.Core.Audience;
using CdpStudio.Web.Audience;
using Microsoft.AspNetCore.Http;

namespace CdpStudio.Web.Tests.Audience;

public sealed class WholeAudienceFilterTests
{
    [Fact]
    public async Task Invoke_WhileTheLogIsBeingRead_WaitsUntilTheCallerGoes()
    {
        using var gone = new CancellationTokenSource();
        var asked = false;
        var context = new DefaultHttpContext { RequestAborted = gone.Token };

        var answer = new WholeAudienceFilter(new AudienceReadiness()).InvokeAsync(
            EndpointFilterInvocationContext.Create(context), _ => { asked = true; return ValueTask.FromResult<object?>(null); });

        Assert.False(answer.IsCompleted);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answer.AsTask());
        Assert.False(asked);
    }
}
