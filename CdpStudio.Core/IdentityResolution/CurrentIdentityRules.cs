namespace CdpStudio.Core.IdentityResolution;

/// <summary>The rules that hold now, in memory. Replaced as a whole.</summary>
public sealed class CurrentIdentityRules
{
    private volatile IdentityRules _rules = IdentityRules.BuiltIn;
    private TaskCompletionSource _changed = NewSignal();

    public IdentityRules Rules => _rules;

    /// <summary>Completes as soon as others hold.</summary>
    public Task UntilOtherThan(IdentityRules known)
    {
        // The signal first: what comes after that look completes it.
        var next = Volatile.Read(ref _changed).Task;
        return _rules.Equals(known) ? next : Task.CompletedTask;
    }

    internal void Become(IdentityRules rules)
    {
        if (_rules.Equals(rules)) return;

        _rules = rules;
        Interlocked.Exchange(ref _changed, NewSignal()).SetResult();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
