namespace CdpStudio.Core.Kernel;

/// <summary>What somebody waits for is often other modules' work, maybe on another node: only the database tells how far it is.</summary>
internal static class LookingAgain
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(50);

    extension(TimeProvider clock)
    {
        /// <summary>Asks until it is so.</summary>
        public async Task UntilAsync(Func<CancellationToken, Task<bool>> reached, CancellationToken cancellationToken)
        {
            while (!await reached(cancellationToken)) await Task.Delay(s_pause, clock, cancellationToken);
        }
    }
}
