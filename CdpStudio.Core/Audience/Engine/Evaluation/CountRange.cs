namespace CdpStudio.Core.Audience.Engine.Evaluation;

/// <summary>The counts that a test takes.</summary>
/// <param name="Least">At least 0.</param>
/// <param name="Most"><see cref="int.MaxValue"/> when there is no upper end; below <paramref name="Least"/> when no count passes.</param>
internal readonly record struct CountRange(int Least, int Most)
{
    /// <summary>Whether nobody has to know if there is a second event.</summary>
    public bool NeedsOneAtMost => Least <= 1 && Most is 0 or int.MaxValue;

    /// <param name="units">Ten-thousandths, both ends included.</param>
    public static CountRange Of((Int128 From, Int128 To) units)
    {
        var least = Int128.Max(0, (units.From / Cell.UnitsPerOne) + (units.From > 0 && units.From % Cell.UnitsPerOne != 0 ? 1 : 0));
        if (units.To < 0 || least > int.MaxValue - 1) return new CountRange(1, 0);

        var most = units.To / Cell.UnitsPerOne;
        return new CountRange((int)least, most >= int.MaxValue - 1 ? int.MaxValue : (int)most);
    }

    public bool Holds(int count) => count >= Least && count <= Most;
}
