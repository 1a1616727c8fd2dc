//! How far two directions go together, sixteen dimensions at a time. It is most of what a search of
//! many vectors takes, and the worker is compiled for size, where loops are not made into this.

/// Dimensions that are multiplied at once.
pub const LANES: usize = 16;

/// The scalar product of the whole sixteens of two vectors, each dimension a signed byte. Inlined,
/// so that a length known where it is called is known here.
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
#[inline(always)]
pub fn product(one: &[i8], other: &[u8]) -> i32 {
    use core::arch::wasm32::{
        i16x8_extmul_high_i8x16, i16x8_extmul_low_i8x16, i32x4_add, i32x4_extadd_pairwise_i16x8,
        i32x4_extract_lane, i32x4_splat, i64x2,
    };
    let read = |bytes: [u8; LANES]| {
        let both = u128::from_le_bytes(bytes);
        i64x2(both as i64, (both >> 64) as i64)
    };
    let (ones, _) = one.as_chunks::<LANES>();
    let (others, _) = other.as_chunks::<LANES>();
    let mut sums = i32x4_splat(0);
    for (one, other) in ones.iter().zip(others) {
        let (one, other) = (read(one.map(i8::cast_unsigned)), read(*other));
        for products in [
            i16x8_extmul_low_i8x16(one, other),
            i16x8_extmul_high_i8x16(one, other),
        ] {
            sums = i32x4_add(sums, i32x4_extadd_pairwise_i16x8(products));
        }
    }
    i32x4_extract_lane::<0>(sums)
        + i32x4_extract_lane::<1>(sums)
        + i32x4_extract_lane::<2>(sums)
        + i32x4_extract_lane::<3>(sums)
}

#[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
#[inline(always)]
pub fn product(one: &[i8], other: &[u8]) -> i32 {
    let pairs = one.iter().zip(other);
    let products = pairs.map(|(one, other)| i32::from(*one) * i32::from(other.cast_signed()));
    products.sum()
}
