using CdpStudio.Core.Audience;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using CdpStudio.Core.Profiles.Masking;
using Microsoft.Extensions.Logging;

namespace CdpStudio.Core.Profiles.Reveals;

/// <summary>Shows one person without masks to whoever asks, in this scope and until it is covered again; that they looked is kept.</summary>
/// <param name="Profile">Any number of the person.</param>
/// <param name="By">Name of the user.</param>
public sealed record RevealPerson(ProfileId Profile, string By, string Why);

public abstract record RevealPersonResult
{
    private RevealPersonResult()
    {
    }

    public sealed record Revealed : RevealPersonResult;

    /// <summary>The reason is blank, or too long.</summary>
    public sealed record WhyMissing : RevealPersonResult;

    public sealed record NobodyFound : RevealPersonResult;
}

public sealed partial class RevealPersonHandler(
    IProfileDirectory directory, Sight sight, IWriteQueue queue, TimeProvider clock, ILogger<RevealPersonHandler> logger)
{
    public const int MaxWhyLength = 500;

    public async Task<RevealPersonResult> HandleAsync(RevealPerson command, CancellationToken cancellationToken)
    {
        var why = command.Why.Trim();
        if (why.Length is 0 or > MaxWhyLength) return new RevealPersonResult.WhyMissing();
        if (directory.Read(command.Profile) is not { } person) return new RevealPersonResult.NobodyFound();

        var reveal = new Reveal { Profile = person.Id, By = command.By, At = clock.GetUtcNow(), Why = why };
        await queue.WriteFirstAsync(WritePriority.Interactive, (db, _) => Task.FromResult(db.Reveals.Add(reveal).Entity), cancellationToken);
        sight.Reveal(directory.Numbers(person.Id));
        LogRevealed(person.Id);
        return new RevealPersonResult.Revealed();
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Profile {Profile} was shown without masks")]
    private partial void LogRevealed(ProfileId profile);
}
