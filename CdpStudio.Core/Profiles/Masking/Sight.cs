using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Profiles.Masking;

/// <summary>
/// How much whoever asks in this scope, a circuit or a request, sees of people. Until somebody says who that is, masks: what forgets to ask
/// shows too little.
/// </summary>
public sealed class Sight
{
    private IReadOnlyList<ProfileId> _revealed = [];

    /// <summary>Everybody as they are.</summary>
    public bool IsClear { get; private set; }

    public bool Sees(ProfileId profile) => IsClear || _revealed.Contains(profile);

    public void Become(bool isClear) => IsClear = isClear;

    /// <summary>Shows one person as they are, and nobody else, until <see cref="Cover"/>.</summary>
    /// <param name="numbers">All of the person.</param>
    internal void Reveal(IReadOnlyList<ProfileId> numbers) => _revealed = numbers;

    public void Cover() => _revealed = [];
}
