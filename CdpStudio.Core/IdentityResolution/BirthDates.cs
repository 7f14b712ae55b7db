using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.IdentityResolution;

/// <summary>What is known of the birth dates in each of some sets of nodes: none, only one, or several. By the number that a set goes by.</summary>
internal sealed class BirthDates
{
    /// <summary>More than one date, which may still be one person's.</summary>
    public const int Several = -1;

    private readonly PagedArray<int> _of = new();

    public int this[int set]
    {
        get => _of[set];
        set => _of[set] = value;
    }

    public static int Together(int one, int other) => one == 0 || one == other ? other : other == 0 ? one : Several;

    /// <summary>Takes in one more date.</summary>
    public void Include(int set, int date) => _of[set] = Together(_of[set], date);

    /// <summary>Whether it may be that a date of one set and a date of another one are two people's.</summary>
    public static bool MayPart(int one, int other) =>
        one != 0 && other != 0 && (one == Several || other == Several || BirthDate.AreTwoPeoples(one, other));

    public void Adopt(BirthDates saved) => _of.Adopt(saved._of);

    public Action<BinaryWriter> Freeze() => _of.Freeze();

    public void Load(BinaryReader reader) => _of.Load(reader);
}
