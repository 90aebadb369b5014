using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace FunctionsMaaS.Training.Compact;

/// <summary>Numbers distinct keys in the order in which they are met. Made to be used again and again; not thread-safe but for <see cref="Find(ulong)"/>.</summary>
/// <remarks>
/// Multiply-shift hashing (Dietzfelbinger et al. 1997) with a multiplier drawn for each process, so that nobody can write texts whose keys collide on
/// purpose. The numbers do not depend on it.
/// </remarks>
internal sealed class KeyNumbers
{
    private static readonly ulong Multiplier = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong))) | 1;

    private readonly ulong _multiplier = Multiplier;
    private ulong[] _keys = [];
    private int[] _slots = [];
    private int _shift;

    /// <summary>How many keys were met.</summary>
    public int Count { get; private set; }

    /// <summary>The keys, each at the index that is its number.</summary>
    public ReadOnlySpan<ulong> Keys => _keys.AsSpan(0, Count);

    /// <summary>Forgets all keys.</summary>
    /// <param name="keys">How many keys may come at most.</param>
    public void Clear(int keys)
    {
        var bits = Math.Max(4, 33 - int.LeadingZeroCount(Math.Max(1, keys)));
        _shift = 64 - bits;
        if (_slots.Length < 1 << bits)
            _slots = new int[1 << bits];
        else
            _slots.AsSpan(0, 1 << bits).Clear();
        if (_keys.Length < keys)
            _keys = new ulong[keys];
        Count = 0;
    }

    /// <summary>The number of a key, which is <see cref="Count"/> as it was before if the key is new.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int NumberOf(ulong key)
    {
        var number = Find(key, out var slot);
        if (number >= 0)
            return number;
        _keys[Count] = key;
        _slots[slot] = Count + 1;
        return Count++;
    }

    /// <summary>The number of a key; -1 if it was not met.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Find(ulong key) => Find(key, out _);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Find(ulong key, out int slot)
    {
        var (slots, keys) = (_slots, _keys);
        var mask = (1 << (64 - _shift)) - 1;
        slot = (int)((key * _multiplier) >> _shift);
        // A slot holds a number plus one.
        for (; slots[slot] != 0; slot = (slot + 1) & mask)
        {
            if (keys[slots[slot] - 1] == key)
                return slots[slot] - 1;
        }
        return -1;
    }
}
