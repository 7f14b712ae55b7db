using CdpStudio.Core.Audience;
using CdpStudio.Core.Ingestion.Commands;
using CdpStudio.Core.Kernel;
using Microsoft.Extensions.Logging;

namespace CdpStudio.Core.Stewardship.Locks;

/// <summary>Leaves an attribute to what sources say again.</summary>
/// <param name="Profile">Any number of the person.</param>
/// <param name="By">A user's name or an API key's.</param>
public sealed record UnlockAttribute(ProfileId Profile, string Name, string By);

public abstract record UnlockAttributeResult
{
    private UnlockAttributeResult()
    {
    }

    public sealed record Unlocked : UnlockAttributeResult;

    public sealed record NobodyFound : UnlockAttributeResult;

    public sealed record NotLocked : UnlockAttributeResult;
}

public sealed partial class UnlockAttributeHandler(
    IProfileDirectory directory, LockBook book, StewardWord word, TimeProvider clock, ILogger<UnlockAttributeHandler> logger)
{
    public async Task<UnlockAttributeResult> HandleAsync(UnlockAttribute command, CancellationToken cancellationToken)
    {
        if (directory.Read(command.Profile) is not { } person) return new UnlockAttributeResult.NobodyFound();

        var numbers = directory.Numbers(person.Id);
        // Each that has a lock of its own: they may come apart, and what was let go of stays so.
        var locked = await book.LockedAsync(numbers, command.Name, cancellationToken);
        if (locked.Count == 0) return new UnlockAttributeResult.NotLocked();

        var at = await book.NextMomentAsync(numbers, command.Name, clock.GetUtcNow(), cancellationToken);
        List<AttributeLock> said = [.. locked.Select(n => new AttributeLock { Profile = n, Name = command.Name, LetsGo = true, At = at, By = command.By })];
        await word.SayAsync(
            (db, _) =>
            {
                db.AddRange(said);
                return Task.FromResult<List<AttributeLock>?>(said);
            },
            [new FactCommand.SayByHand(locked, command.Name, Value: null, at)],
            cancellationToken);

        LogUnlocked(person.Id);
        return new UnlockAttributeResult.Unlocked();
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "An attribute of profile {Profile} was unlocked")]
    private partial void LogUnlocked(ProfileId profile);
}
